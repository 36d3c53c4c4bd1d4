using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.SetUp;
using Goldthread.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.SetUp;

/// <summary>The set-up workbook: made by the product, filled by people, kept whole or not at all.</summary>
public class WorkbookTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_workbook_that_is_handed_out_has_every_sheet_with_its_headings_and_says_its_version()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var file = await officer.OpenAsync("/set-up/workbook?handler=empty");

        Assert.Equal(Workbooks.MediaType, file.MediaType);
        var sheets = Workbooks.Read(new MemoryStream(file.Bytes));
        Assert.Equal([BoardWorkbook.About, .. BoardWorkbook.Headings.Keys], sheets.Select(s => s.Name));
        foreach (var (name, headings) in BoardWorkbook.Headings) Assert.Equal(headings, sheets.Single(s => s.Name == name).Headings);
        Assert.Contains(sheets[0].Rows, r => r[0] == "Version" && r[1] == BoardWorkbook.Version);
    }

    [Fact]
    public async Task A_filled_workbook_is_shown_and_then_kept_as_a_whole_and_a_second_time_changes_nothing()
    {
        var admin = await board.AsAsync(Somebody.Administrator);
        var content = await FilledAsync(
            (BoardWorkbook.Organisations, [["Borough Council", "Council", "Local authority", "Section 11", "", ""], ["Early Help", "Early Help", "Local authority", "Another basis", "its contract", "Council"]]),
            (BoardWorkbook.Groups, [["Early Help Group", "EHG", "Sub group", "Helps early.", "Monthly", "Three", "Quality", "yes"]]),
            (BoardWorkbook.People, [["Dora New", "dora@council.example", "Early Help", "Head of early help"]]),
            (BoardWorkbook.Roles, [["dora@council.example", "Agency lead", "Early Help", "", "", "", ""], ["dora@council.example", "Group member", "EHG", "Early Help", "no", "01/10/2026", ""]]),
            (BoardWorkbook.Priorities, [["Early help", "Children will be helped sooner.", "2026-04-01", "31/03/2029"]]),
            (BoardWorkbook.Themes, [["Elective home education", "Child"], ["neglect", "Abuse"]]));

        var read = await admin.SubmitAsync(await admin.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", content)]);
        Assert.Empty(read.Errors);
        Assert.Contains("1 line says what is here already", read.Text);
        var kept = await admin.PressAsync(read, "Keep 8 lines");

        Assert.Contains("8 lines brought in", kept.Text);
        await using var db = board.OpenAll();
        var service = await db.Organisations.SingleAsync(o => o.Name == "Early Help", Stop);
        Assert.Equal((DutyBasis.Other, "its contract", "Borough Council"), (service.Basis, service.Duty, await db.Organisations.Where(o => o.Id == service.ParentId).Select(o => o.Name).SingleAsync(Stop)));
        var group = await db.Groups.SingleAsync(g => g.ShortName == "EHG", Stop);
        Assert.Equal((Somewhere.Quality.Id, true, "Three"), (group.ReportsToId, group.RunsFramework, group.Quorum));
        var dora = await db.People.SingleAsync(p => p.Email == "dora@council.example", Stop);
        var held = await db.RoleHoldings.Where(h => h.PersonId == dora.Id).OrderBy(h => h.Role).ToListAsync(Stop);
        Assert.Equal([(Role.GroupMember, (Guid?)group.Id, (Guid?)service.Id), (Role.AgencyLead, service.Id, null)], held.OrderBy(h => h.Role).Select(h => (h.Role, h.ScopeId, h.OrganisationId)));
        Assert.True(await db.AccessLists.AnyAsync(l => l.Id == service.AccessListId, Stop));
        Assert.Equal("Head of early help", await db.Posts.Where(p => p.OrganisationId == service.Id).Select(p => p.Name).SingleAsync(Stop));
        Assert.False(await db.Users.AnyAsync(u => u.PersonId == dora.Id, Stop)); // nobody signs in uninvited

        var again = await admin.SubmitAsync(await admin.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", content)]);
        Assert.Equal(["The board has everything already that stands in this workbook"], again.Errors);
    }

    [Fact]
    public async Task Every_fault_is_told_with_its_sheet_line_and_column_and_nothing_is_kept()
    {
        var admin = await board.AsAsync(Somebody.Administrator);
        var content = await FilledAsync(
            (BoardWorkbook.Organisations, [["A Trust", "", "Helth", "Section 11", "", "Nowhere"]]),
            (BoardWorkbook.People, [["", "not an address", "", ""]]),
            (BoardWorkbook.Roles, [["ada.min@tests.example", "Board officer", "", "", "", "31/02/2026", ""]]));

        var read = await admin.SubmitAsync(await admin.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", content)]);

        Assert.Contains("Nothing was kept", read.Errors.Single());
        foreach (var told in new[] { "Organisations 2 Kind Helth", "Organisations 2 Short name nothing", "Organisations 2 A service of Nowhere", "People 2 Name nothing", "People 2 E-mail not an address", "Roles 2 From 31/02/2026" })
            Assert.Contains(told, Faults(read));
        Assert.DoesNotContain("Keep", read.Html.QuerySelectorAll("button").Select(b => b.TextContent.Trim().Split(' ')[0]));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Whoever_does_not_run_the_system_brings_in_no_roles_and_nobody_gives_himself_one()
    {
        var roles = (BoardWorkbook.Roles, new object?[][] { [Somebody.Contributor.Email, "Business officer", "", "", "", "", ""] });
        var officer = await board.AsAsync(Somebody.Officer);
        var refused = await officer.SubmitAsync(await officer.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", await FilledAsync(roles))]);
        Assert.Contains("An administrator must bring in roles", refused.Text);

        var admin = await board.AsAsync(Somebody.Administrator);
        var own = await admin.SubmitAsync(await admin.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", await FilledAsync((BoardWorkbook.Roles, [[Somebody.Administrator.Email, "Business officer", "", "", "", "", ""]])))]);
        Assert.Contains("Another administrator must give you a role", own.Text);

        await using var db = board.OpenAll();
        Assert.False(await db.RoleHoldings.AnyAsync(h => h.PersonId == Somebody.Contributor.Id && h.Role == Role.BoardOfficer, Stop));
    }

    [Fact]
    public async Task A_workbook_of_another_version_and_what_is_none_are_refused_in_words()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        async Task<Screen> ReadAsync(string name, byte[] content) => await officer.SubmitAsync(await officer.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", name, content)]);

        Assert.Contains("This board reads version 1", (await ReadAsync("old.xlsx", await FilledAsync("0"))).Text);
        Assert.Contains("This is not the set-up workbook", (await ReadAsync("other.xlsx", await BytesAsync(new SheetToWrite("Sheet1", ["A", "B"], [["x", "y"]])))).Text);
        Assert.Contains("is no Excel workbook", (await ReadAsync("list.csv", "a,b\n1,2\n"u8.ToArray())).Errors.Single());
        Assert.Equal(["Choose the workbook"], (await officer.PressAsync(await officer.OpenAsync("/set-up/workbook"), "Read it")).Errors);
    }

    // Sheet, line, column and what was found, of every fault.
    internal static IEnumerable<string> Faults(Screen screen) => screen.Html.QuerySelectorAll("#faults tbody tr").Select(row => string.Join(' ', row.Children.SkipLast(1).Select(cell => cell.TextContent.Trim())));

    [Theory]
    [Trait("threat", "T07"), Trait("threat", "T25")]
    [InlineData("wide", "reaches beyond its column 60")]
    [InlineData("dimension", "reaches beyond its column 60")]
    [InlineData("deep", "reaches beyond line")]
    [InlineData("long", "holds more than")]
    public async Task A_workbook_that_says_it_is_enormous_is_refused_before_it_is_built(string how, string told)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var cells = how switch
        {
            "wide" => string.Concat(Enumerable.Range(1, 200).Select(i => $"<row r=\"{i}\"><c r=\"XFD{i}\" t=\"str\"><v>x</v></c></row>")),
            "deep" => "<row r=\"1048576\"><c r=\"A1048576\" t=\"str\"><v>x</v></c></row>",
            "long" => $"<row r=\"1\"><c r=\"A1\" t=\"str\"><v>{new string('x', 2_000_000)}</v></c></row>",
            _ => "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>x</v></c></row>",
        };
        var dimension = how == "dimension" ? "<dimension ref=\"A1:XFD1048576\"/>" : "";
        var content = await FilledAsync();
        using (MemoryStream inside = new())
        {
            inside.Write(content);
            using (System.IO.Compression.ZipArchive zip = new(inside, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
            {
                var sheet = zip.Entries.First(e => e.FullName.EndsWith("sheet2.xml", StringComparison.Ordinal));
                var name = sheet.FullName;
                sheet.Delete();
                await using var entry = zip.CreateEntry(name).Open();
                await entry.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{dimension}<sheetData>{cells}</sheetData></worksheet>"), Stop);
            }
            content = inside.ToArray();
        }

        var refused = await officer.SubmitAsync(await officer.OpenAsync("/set-up/workbook"), "Read it", [], [("Files.New", "board.xlsx", content)]);

        Assert.Contains(told, Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    private static Task<byte[]> FilledAsync(params (string Sheet, object?[][] Rows)[] sheets) => FilledAsync(BoardWorkbook.Version, sheets);

    // The workbook as it is handed out, with lines typed into it.
    private static Task<byte[]> FilledAsync(string version, params (string Sheet, object?[][] Rows)[] sheets) => BytesAsync(
        [.. WorkbookOf(version).Select(s => sheets.FirstOrDefault(f => f.Sheet == s.Name) is { Rows: { } rows } ? s with { Rows = rows } : s)]);

    private static IEnumerable<SheetToWrite> WorkbookOf(string version) =>
        Goldthread.Web.Features.SetUp.WorkbookForm.Empty(hasThemes: true, Words.Lscp).Select(s => s.Name == BoardWorkbook.About ? s with { Rows = [["Version", version]] } : s);

    internal static Task<byte[]> BytesAsync(params SheetToWrite[] sheets)
    {
        MemoryStream content = new();
        Workbooks.Write(content, sheets);
        return Task.FromResult(content.ToArray());
    }
}
