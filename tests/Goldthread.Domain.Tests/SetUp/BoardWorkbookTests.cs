using CsCheck;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.SetUp;

namespace Goldthread.Domain.Tests.SetUp;

public class BoardWorkbookTests
{
    private static readonly Viewer admin = new(Guid.CreateVersion7(), "Ada", [new(Role.Administrator, ScopeKind.Board, null)], [], []);

    private static readonly BoardAsItIs empty = new(new Dictionary<string, Guid>(), [], new Dictionary<string, Guid>(), [], new Dictionary<string, Guid>(), new HashSet<Held>(), new HashSet<string>(), new HashSet<string>(),
        new([("Police", OrganisationType.Police)], [("Section 11", DutyBasis.Section11), ("Another basis", DutyBasis.Other)], [("Board", GroupKind.Board)], [("Chair", Role.Chair), ("Agency lead", Role.AgencyLead)]), Words.Lscp, new(2026, 11, 23));

    [Fact]
    public void A_row_may_name_one_that_stands_below_it()
    {
        var plan = Read(Rows(BoardWorkbook.Organisations, ["Service", "S", "Police", "Section 11", "", "Force"], ["Force", "F", "Police", "Section 11", "", ""]));

        Assert.Empty(plan.Problems);
        Assert.Equal(plan.Organisations[1].Organisation.Id, plan.Organisations[0].Organisation.ParentId);
    }

    [Fact]
    public void A_circle_is_refused()
    {
        var plan = Read(Rows(BoardWorkbook.Organisations, ["A", "A", "Police", "Section 11", "", "B"], ["B", "B", "Police", "Section 11", "", "A"]));

        Assert.Equal(["A service of", "A service of"], plan.Problems.Select(p => p.Column));
    }

    [Fact]
    public void Another_basis_of_duty_says_which()
    {
        var plan = Read(Rows(BoardWorkbook.Organisations, ["A", "A", "Police", "Another basis", "", ""]));

        Assert.Equal(("More about its duty", 2), (Assert.Single(plan.Problems).Column, plan.Problems[0].Line));
    }

    [Fact]
    public void A_seat_and_a_role_are_given_to_people_of_the_same_workbook_and_held_only_where_they_can_be()
    {
        var plan = Read(Rows(BoardWorkbook.Groups, ["The Board", "Board", "Board", "Answers.", "", "", "", ""]), Rows(BoardWorkbook.People, ["Dora", "dora@x.example", "", ""]),
            Rows(BoardWorkbook.Roles, ["DORA@x.example", "Chair", "Board", "", "", "", ""], ["dora@x.example", "Agency lead", "Board", "", "", "", ""]));

        Assert.Equal(("Where", 3), (Assert.Single(plan.Problems).Column, plan.Problems[0].Line));
        Assert.Equal((Role.Chair, plan.Groups[0].Group.Id), (Assert.Single(plan.Roles).Role, plan.Roles[0].ScopeId));
    }

    [Fact]
    public void A_heading_that_was_changed_is_named_and_its_sheet_is_not_read()
    {
        Sheet sheet = new(BoardWorkbook.Themes, ["Topic", "Sorted under*"], [new(2, ["Neglect", "Abuse"])]);

        var plan = BoardWorkbook.Read([About, sheet], empty, admin);

        Assert.Equal(["Theme", "Topic"], plan.Problems.Select(p => p.Column));
        Assert.Empty(plan.Lines);
    }

    [Fact]
    public void Whatever_stands_in_it_is_told_and_never_thrown() => // cells as a fuzzer fills them
        Gen.Select(Gen.Int[0, BoardWorkbook.Headings.Count - 1], Gen.String[0, 30].Array[0, 9].Array[1, 6]).Sample((sheet, cells) =>
        {
            var plan = Read(Rows(BoardWorkbook.Headings.Keys.ElementAt(sheet), cells));
            Assert.All(plan.Problems, p => Assert.NotEmpty(p.Message));
            Assert.True(plan.Lines.Count + plan.Known <= cells.Length);
        });

    private static Sheet About { get; } = new(BoardWorkbook.About, ["Set-up workbook"], [new(2, ["Version", BoardWorkbook.Version])]);

    private static BoardPlan Read(params Sheet[] sheets) => BoardWorkbook.Read([About, .. sheets], empty, admin);

    private static Sheet Rows(string name, params string[][] rows) => new(name, BoardWorkbook.Headings[name], [.. rows.Select((cells, i) => new SheetRow(i + 2, cells))]);
}
