using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Library.Search;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Library;

public class LibraryPageTests(Board board) : IClassFixture<Board>
{
    private static readonly byte[] pdf = "%PDF-1.7\ntrailer<<>>\n%%EOF\n"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "F1"), Trait("feature", "F2")]
    public async Task An_agency_shelves_its_report_with_a_file_and_the_board_reads_it()
    {
        var lead = await board.AsAsync(Somebody.PoliceLead);
        var form = await lead.OpenAsync("/library/shelve");

        var shown = await lead.SubmitAsync(form, "Save", Card("Missing children in 2026", ("Input.Confidentiality", "Board")), [("Files.New", "report.pdf", pdf)]);

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("Missing children in 2026", shown.Text, StringComparison.Ordinal);
        Assert.Contains("stands for 31 March 2026", shown.Text, StringComparison.Ordinal);
        var address = shown.Links.First(l => l.StartsWith("/files/", StringComparison.Ordinal) && !l.Contains("attach", StringComparison.Ordinal));
        var file = await (await board.AsAsync(Somebody.LayMember)).OpenAsync(address);
        Assert.Equal(pdf, file.Bytes);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.StartsWith("sandbox", file.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("no-store", file.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "F5")]
    public async Task A_refused_file_says_why_at_its_field_and_loses_nothing()
    {
        var lead = await board.AsAsync(Somebody.PoliceLead);
        var form = await lead.OpenAsync("/library/shelve");

        var again = await lead.SubmitAsync(form, "Save", Card("Kept typing"), [("Files.New", "good.pdf", pdf), ("Files.New", "bad.svg", "<svg/>"u8.ToArray())]);

        Assert.Contains("bad.svg", Assert.Single(again.Errors), StringComparison.Ordinal);
        Assert.Equal("Kept typing", again.Html.QuerySelector("#Input_Title")!.GetAttribute("value"));
        Assert.Contains("good.pdf Received", again.Text, StringComparison.Ordinal);
        var saved = await lead.PressAsync(again, "Save");
        Assert.Contains("good.pdf", saved.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bad.svg", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "F5"), Trait("threat", "T21")]
    public async Task A_file_held_by_an_empty_name_is_none()
    {
        var item = await GivenAsync("Holds nothing");
        var officer = await board.AsAsync(Somebody.Officer);
        (string, string) empty = ("Files.Held", "");

        var shelved = await officer.OverpostAsync(await officer.OpenAsync("/library/shelve"), "Save", [.. Card("Shelved with nothing held"), empty]);
        var edited = await officer.OverpostAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Title", "Holds nothing still"), empty);
        var listed = await officer.OverpostAsync(await officer.OpenAsync("/library/shelve-many"), "Read the list", ("Text", "volume,kind,title,date\n3,Case audit,Listed with nothing held,2026-03-27"), empty);
        var attached = await officer.OverpostAsync(await officer.OpenAsync($"/files/attach/item/{item.Id}"), "Attach", empty);

        foreach (var answer in new[] { shelved, edited, listed, attached }) Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Shelved with nothing held", shelved.Text, StringComparison.Ordinal);
        Assert.Equal("Holds nothing still", (await board.NowAsync(item)).Title);
        Assert.True(listed.Offers("Shelve 1 item"));
        Assert.Equal(["Choose a file"], attached.Errors);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task What_is_restricted_does_not_exist_for_others()
    {
        var owner = await board.AsAsync(Somebody.PoliceLead);
        var form = await owner.OpenAsync("/library/shelve");
        var shown = await owner.SubmitAsync(form, "Save", Card("Zwetschge about one family", ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.Reviewer.Id}")), [("Files.New", "zwetschge.pdf", [.. pdf, .. "restricted"u8])]);
        var item = shown.Path.Split('/')[^1];
        var file = shown.Links.First(l => l.StartsWith("/files/", StringComparison.Ordinal) && !l.Contains("attach", StringComparison.Ordinal));

        foreach (var somebody in new[] { Somebody.Officer, Somebody.Chair, Somebody.Administrator, Somebody.SocialCareLead })
        {
            var other = await board.AsAsync(somebody);
            foreach (var (denied, missing) in new[] { ($"/library/items/{item}", $"/library/items/{Guid.NewGuid()}"), (file, $"/files/{Guid.NewGuid()}"), ($"/thread/item/{item}", $"/thread/item/{Guid.NewGuid()}") })
            {
                var (one, two) = (await other.OpenAsync(denied), await other.OpenAsync(missing));
                Assert.Equal(HttpStatusCode.NotFound, one.Status);
                Assert.Equal(two.Text, one.Text);
            }
            Assert.DoesNotContain("Zwetschge", (await other.OpenAsync("/library/qualitative")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Zwetschge", (await other.OpenAsync("/library/qualitative?handler=csv")).Body, StringComparison.Ordinal);
            Assert.Contains("Nothing you may see", (await other.OpenAsync("/search?q=zwetschge")).Text, StringComparison.Ordinal);
        }
        var named = await board.AsAsync(Somebody.Reviewer);
        Assert.Contains("Zwetschge", (await named.OpenAsync($"/library/items/{item}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await named.OpenAsync(file)).Status);
        Assert.Contains("Zwetschge", (await named.OpenAsync("/search?q=zwetschge")).Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        var readings = (await db.AuditEntries.Where(e => e.Deed == "Read" && e.PersonId == Somebody.Reviewer.Id).ToListAsync(Stop)).SelectMany(e => e.Changes).Select(c => c.Kind).ToList();
        Assert.Contains("LibraryItem", readings);
        Assert.Contains("StoredFile", readings);
    }

    [Fact]
    [Trait("threat", "T18")]
    public async Task Nobody_shelves_for_others_or_opens_a_list_that_is_not_his()
    {
        var lead = await board.AsAsync(Somebody.PoliceLead);
        var form = await lead.OpenAsync("/library/shelve");

        var forOthers = await lead.OverpostAsync(form, "Save", [.. Card("Not mine").Where(f => f.Name != "Input.OrganisationId"), ("Input.OrganisationId", $"{Somewhere.Hospital.Id}")]);
        var toOthers = await lead.OverpostAsync(form, "Save", [.. Card("Not mine", ("Input.Confidentiality", "Group")), ("Input.ListId", $"{Somewhere.Quality.AccessListId}")]);
        var toAnyone = await lead.OverpostAsync(form, "Save", Card("Not mine", ("Input.Confidentiality", "Public")));

        Assert.Equal([1, 1, 1], new[] { forOthers, toOthers, toAnyone }.Select(s => s.Errors.Count == 0 ? 0 : 1));
        await using var db = board.OpenAll();
        Assert.False(await db.LibraryItems.AnyAsync(i => i.Title == "Not mine", Stop));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Contributor)).OpenAsync("/library/shelve")).Status);
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("asvs", "V8.2.2")]
    public async Task A_member_shuts_no_item_of_the_board_away_from_the_office()
    {
        var item = await GivenAsync("Shut away by a member");
        var member = await board.AsAsync(Somebody.QualityMember);
        (string, string)[] alone = [("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.QualityMember.Id}")];

        await member.OverpostAsync(await member.OpenAsync($"/library/items/{item.Id}/edit"), "Save", [("Input.Title", "Shut away, corrected"), .. alone]);
        await member.OverpostAsync(await member.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Confidentiality", "Group"), ("Input.ListId", $"{Somewhere.Quality.AccessListId}"), ("Input.OrganisationId", ""));
        var shelved = await member.PressAsync(await member.OpenAsync("/library/shelve"), "Save", [.. Card("Shelved shut away").Where(f => f.Name != "Input.OrganisationId"), ("Input.OrganisationId", ""), .. alone]);
        var many = await member.PressAsync(await member.OpenAsync("/library/shelve-many"), "Read the list", ("Text", "volume,kind,title,date,confidentiality\n3,Case audit,Listed shut away,2026-03-27,restricted"));

        Assert.StartsWith("Choose also somebody who governs it", Assert.Single(shelved.Errors), StringComparison.Ordinal);
        Assert.Contains("You alone can’t keep it restricted", many.Text, StringComparison.Ordinal);
        var now = await board.NowAsync(item);
        Assert.Equal(("Shut away, corrected", Confidentiality.Board, Somewhere.Police.Id), (now.Title, now.Confidentiality, now.OrganisationId));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_corrected_title_takes_an_item_from_nobody_who_was_not_chosen()
    {
        var analyst = await board.AsAsync(Somebody.Analyst);
        var shelved = await analyst.PressAsync(await analyst.OpenAsync("/library/shelve"), "Save", Card("For the group", ("Input.Confidentiality", "Group"), ("Input.ListId", $"{Somewhere.Quality.AccessListId}")));
        var member = await board.AsAsync(Somebody.QualityMember);

        await member.PressAsync(await member.OpenAsync($"{shelved.Path}/edit"), "Save", ("Input.Title", "For the group, corrected"));

        Assert.Contains("For the group, corrected", (await analyst.OpenAsync(shelved.Path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_lead_who_gives_her_item_away_can_not_keep_it_for_herself_alone()
    {
        var lead = Somebody.Trainer; // who is lead, and a member of the board, besides
        await using (var db = board.OpenAll())
        {
            db.RoleHoldings.Add(new(lead.Id, Role.AgencyLead, ScopeKind.Organisation, Somewhere.Hospital.Id, new(2020, 1, 1)));
            db.RoleHoldings.Add(new(lead.Id, Role.GroupMember, ScopeKind.Group, Somewhere.Quality.Id, new(2020, 1, 1)));
            await db.SaveAsync(Command.Now("Tests: a lead on the board"), Stop);
        }
        var client = await board.AsAsync(lead);
        var shelved = await client.PressAsync(await client.OpenAsync("/library/shelve"), "Save", [.. Card("Given away").Where(f => f.Name != "Input.OrganisationId"), ("Input.OrganisationId", $"{Somewhere.Hospital.Id}")]);

        var refused = await client.PressAsync(await client.OpenAsync($"{shelved.Path}/edit"), "Save", ("Input.OrganisationId", ""), ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{lead.Id}"));

        Assert.StartsWith("Choose also somebody who governs it", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Officer)).OpenAsync(shelved.Path)).Status);
    }

    [Fact]
    public async Task Narrowing_an_item_takes_its_files_along()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var shown = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save", Card("Narrowed later"), [("Files.New", "narrow.pdf", [.. pdf, .. "narrow"u8])]);
        var file = shown.Links.First(l => l.StartsWith("/files/", StringComparison.Ordinal) && !l.Contains("attach", StringComparison.Ordinal));
        var reader = await board.AsAsync(Somebody.LayMember);
        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync(file)).Status);

        var edit = await officer.OpenAsync(shown.Path + "/edit");
        var saved = await officer.PressAsync(edit, "Save", ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.Reviewer.Id}"));

        Assert.Equal(shown.Path, saved.Path);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync(file)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync(shown.Path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.Reviewer)).OpenAsync(file)).Status);
    }

    [Fact]
    public async Task Whoever_narrows_an_item_is_told_which_files_something_else_keeps_open()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var shown = await officer.SubmitAsync(await officer.OpenAsync("/library/shelve"), "Save", Card("Narrowed, its file not"), [("Files.New", "shared.pdf", [.. pdf, .. "shared"u8])]);
        var other = await GivenAsync("Uses the file too");
        await using (var db = board.OpenAll())
            await officer.PressAsync(await officer.OpenAsync($"/files/attach/item/{other.Id}"), "Attach", ("Input.KnownId", $"{(await db.Files.SingleAsync(f => f.Name == "shared.pdf", Stop)).Id}"));

        var open = await officer.PressAsync(await officer.OpenAsync(shown.Path + "/edit"), "Save", ("Input.Summary", "Not narrowed yet"));
        var narrowed = await officer.PressAsync(await officer.OpenAsync(shown.Path + "/edit"), "Save", ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.Reviewer.Id}"));

        Assert.DoesNotContain("stay open", open.Body, StringComparison.Ordinal);
        Assert.Contains("Item saved. Files that stay open because something else uses them too: shared.pdf", narrowed.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task The_kind_of_a_restricted_item_is_not_offered_as_a_filter()
    {
        var item = await GivenAsync("Of a telling kind", kind: "Zwiebelturm review");
        var reader = await board.AsAsync(Somebody.LayMember);
        const string elsewhere = "/library/qualitative?year=1999"; // shows none of its rows
        Assert.Contains("Zwiebelturm review", (await reader.OpenAsync(elsewhere)).Body, StringComparison.Ordinal);

        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Confidentiality", "Restricted"), ("Input.PersonIds", $"{Somebody.LayMember.Id}"));

        Assert.DoesNotContain("Zwiebelturm review", (await reader.OpenAsync(elsewhere)).Body, StringComparison.Ordinal);
        Assert.Contains("Of a telling kind", (await reader.OpenAsync("/library/qualitative?kind=Zwiebelturm%20review")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A1")]
    public async Task An_item_shows_the_findings_that_rest_on_it_and_only_visible_ones()
    {
        var item = await GivenAsync("Seen by two findings");
        foreach (var (title, restricted) in new[] { ("Open finding", false), ("Hidden finding", true) })
        {
            var built = A.Finding(title);
            built.Record.RestOn(new(EvidenceSource.LibraryItem, item.Id, item.Date, "It says so.", "tests"));
            await board.GivenAsync(restricted ? built.RestrictedTo(Somebody.Reviewer) : built);
        }

        var card = await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/library/items/{item.Id}");

        Assert.Contains("Open finding", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden finding", card.Text, StringComparison.Ordinal);
        Assert.Contains($"/findings/new?item={item.Id}", card.Links);
    }

    [Fact]
    [Trait("feature", "F1")]
    public async Task A_file_is_attached_to_a_finding_as_evidence()
    {
        var finding = await board.GivenAsync(A.Finding("Takes a file"));
        var officer = await board.AsAsync(Somebody.Officer);

        var form = await officer.OpenAsync($"/files/attach/finding/{finding.Id}");
        var saved = await officer.SubmitAsync(form, "Attach", [("Input.Note", "Twelve cases show it.")], [("Files.New", "cases.pdf", pdf)]);

        Assert.Equal($"/findings/{finding.Id}", saved.Path);
        await using var db = board.OpenAll();
        var now = await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
        Assert.Contains(now.Evidence, e => e.Source == EvidenceSource.File && e.Note == "Twelve cases show it.");
        Assert.Equal(finding.Version + 1, now.Version);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.Practitioner)).OpenAsync($"/files/attach/finding/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.OpenAsync($"/files/attach/finding/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    [Trait("feature", "Y2"), Trait("feature", "Y5"), Trait("threat", "T05")]
    public async Task A_shelf_filters_and_its_export_runs_nothing()
    {
        await GivenAsync("=HYPERLINK(\"http://x\")", kind: "Formula test");
        var officer = await board.AsAsync(Somebody.Officer);

        var shelf = await officer.OpenAsync("/library/qualitative?kind=Formula%20test&sort=title&year=2026");
        var csv = await officer.OpenAsync("/library/qualitative?kind=Formula%20test&handler=csv");

        Assert.Contains("1 item", shelf.Text, StringComparison.Ordinal);
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains("\"'=HYPERLINK", csv.Body, StringComparison.Ordinal);
        Assert.Contains("2026-03-31", csv.Body, StringComparison.Ordinal);
        var rows = Csv.Read(new StringReader(csv.Body)).ToList();
        Assert.Equal("=HYPERLINK(\"http://x\")", Csv.Unguard(rows[1].Fields[3]));
    }

    [Theory]
    [InlineData("/library/nonsense")]
    [InlineData("/library/nonsense?handler=csv")]
    public async Task A_shelf_that_is_none_is_not_found(string address)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Officer)).OpenAsync(address)).Status);
    }

    [Fact]
    public async Task A_list_is_shelved_whole_or_without_the_rows_that_were_named()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var form = await officer.OpenAsync("/library/shelve-many");
        const string list = "volume,kind,title,date,agency,confidentiality,file name\n3,Case audit,Listed one,2026-03-27,Police,board,listed.pdf\n3,Case audit,Listed two,2026-02-30,,,\n3,Case audit,Listed three,2026-03-28,,restricted,";

        var read = await officer.SubmitAsync(form, "Read the list", [("Text", list)], [("Files.New", "listed.pdf", [.. pdf, .. "listed"u8])]);

        Assert.Contains("1 fault in 1 row", read.Text, StringComparison.Ordinal);
        Assert.Contains("2026-02-30", read.Html.QuerySelector("#faults")!.TextContent, StringComparison.Ordinal);
        var refused = await officer.PressAsync(read, "Shelve 2 items");
        Assert.Single(refused.Errors);
        Assert.Equal(0, await ListedAsync());
        var kept = await officer.PressAsync(refused, "Shelve 2 items", ("LeaveOut", "3"));
        Assert.Equal("/library/qualitative", kept.Path);
        Assert.Equal(2, await ListedAsync());
        await using var db = board.OpenAll();
        var entry = await db.AuditEntries.Where(e => e.Deed != "Read").OrderByDescending(e => e.Sequence).FirstAsync(Stop); // the shelf shows them at once
        Assert.Equal(2, entry.Changes.Count(c => c.Kind == "LibraryItem"));
        Assert.Equal(1, entry.Changes.Count(c => c.Kind == "StoredFile"));

        async Task<int> ListedAsync()
        {
            await using var all = board.OpenAll();
            return await all.LibraryItems.CountAsync(i => i.Title.StartsWith("Listed "), Stop);
        }
    }

    [Fact]
    [Trait("feature", "Y1")]
    public async Task The_search_finds_folded_words_of_every_kind_of_record()
    {
        var item = await GivenAsync("Café Krähenwinkel reviewed", summary: "<b>bold</b> words about thresholds & neglected referrals");
        var finding = await board.GivenAsync(A.Finding("Krahenwinkel is a place"));
        var officer = await board.AsAsync(Somebody.Officer);

        var found = await officer.OpenAsync("/search?q=KRAHENWINKEL");
        var narrowed = await officer.OpenAsync("/search?q=krähenw%20threshold&kind=Library%20item&year=2026&volume=Qualitative");
        var byReference = await officer.OpenAsync($"/search?q={item.Ref}");

        Assert.Contains($"/library/items/{item.Id}", found.Links);
        Assert.Contains($"/findings/{finding.Id}", found.Links);
        Assert.Equal([$"/library/items/{item.Id}"], narrowed.Links.Where(l => l.StartsWith("/library/items/", StringComparison.Ordinal)));
        Assert.Contains($"/library/items/{item.Id}", byReference.Links);
        Assert.Equal(["Krähenwinkel", "thresholds"], narrowed.Html.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("&lt;b&gt;bold&lt;/b&gt;", narrowed.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%22")]
    [InlineData("%00")]
    [InlineData("a%00b%27%20OR%201%3D1--")]
    [InlineData("%22neglect%22%20AND%20NEAR(a%20b)%20*%20%5E%20col:x")]
    [InlineData("%26%20!%20%7C%20%3C-%3E%20:*")]
    [InlineData("%F0%9F%98%80%20%EF%BF%BE")]
    [InlineData("the")]
    [InlineData("x&kind=%00%27&year=99999&p=-5")]
    [InlineData("x&p=2147483647&theme=nonsense")]
    [Trait("threat", "T21")]
    public async Task Odd_words_never_break_the_search(string typed)
    {
        var officer = await board.AsAsync(Somebody.Officer);

        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync($"/search?q={typed}")).Status);
    }

    [Fact]
    [Trait("threat", "T21")]
    public async Task Random_words_never_break_the_index()
    {
        await using var db = board.Open(Somebody.Officer);
        Random dice = new(20261123);
        for (var round = 0; round < 300; round++)
        {
            var typed = new string([.. Enumerable.Range(0, dice.Next(0, 40)).Select(_ => dice.Next(4) == 0 ? "\"'*:&|!()<>-^~\\% ab1"[dice.Next(20)] : (char)dice.Next(0x10000))]);
            var words = SearchWords.From(typed);
            if (!words.IsEmpty) await db.Search(words).Select(f => f.Document.Id).Take(5).ToListAsync(Stop);
        }
    }

    [Fact]
    public async Task The_number_of_commands_does_not_grow_with_the_shelf()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        string[] addresses = ["/library", "/library/parents", "/search?q=gleichlautend"];
        await GivenManyAsync(20);
        Dictionary<string, int> few = [];
        foreach (var address in addresses) few[address] = await CommandCount.OfPageAsync(board, officer, address);
        await GivenManyAsync(180);

        foreach (var address in addresses) Assert.Equal(few[address], await CommandCount.OfPageAsync(board, officer, address));
        Assert.InRange(few["/library"], 1, 5);
        Assert.InRange(few["/library/parents"], 1, 5);
        Assert.InRange(few["/search?q=gleichlautend"], 1, 3);
    }

    private async Task GivenManyAsync(int count)
    {
        await using var db = board.Open(Somebody.Officer);
        for (var i = 0; i < count; i++) db.LibraryItems.Add(Item($"Gleichlautend {i}", "Statement", "", Volume.Parents));
        await db.SaveAsync(Command.Now("Tests: many"), Stop);
    }

    private async Task<LibraryItem> GivenAsync(string title, string kind = "Case audit", string summary = "")
    {
        await using var db = board.OpenAll();
        var item = db.LibraryItems.Add(Item(title, kind, summary, Volume.Qualitative)).Entity;
        await db.SaveAsync(Command.Now("Tests: given"), Stop);
        return item;
    }

    private static LibraryItem Item(string title, string kind, string summary, Volume volume)
    {
        LibraryItem item = new(volume, kind, title, new(2026, 3, 31), Somewhere.Police.Id);
        item.Describe(kind, title, item.Date, Somewhere.Police.Id, summary, null, [Somewhere.Neglect.Id]);
        return item;
    }

    private static (string Name, string Value)[] Card(string title, params (string Name, string Value)[] more) =>
    [
        ("Input.Volume", "Qualitative"), ("Input.Kind", "Agency report"), ("Input.Title", title), ("Input.Date.Day", "31"), ("Input.Date.Month", "3"), ("Input.Date.Year", "2026"),
        ("Input.OrganisationId", $"{Somewhere.Police.Id}"), .. more,
    ];
}
