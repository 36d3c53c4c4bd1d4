using CsCheck;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;

namespace Goldthread.Domain.Tests.Library;

public class ShelfListTests
{
    private static readonly Guid police = Guid.NewGuid(), hospital = Guid.NewGuid(), policeList = Guid.NewGuid(), qualityList = Guid.NewGuid(), neglect = Guid.NewGuid();
    private static readonly Viewer officer = new(Guid.NewGuid(), "Officer", [new(Role.BoardOfficer, ScopeKind.Board, null)], [], [], true);
    private static readonly Viewer lead = new(Guid.NewGuid(), "Lead", [new(Role.AgencyLead, ScopeKind.Organisation, police)], [police], [policeList], false);
    private static readonly ShelfListContext context = new(
        new Dictionary<string, Guid> { ["police"] = police, ["hospital"] = hospital }, new Dictionary<string, Guid> { ["police"] = policeList, ["quality"] = qualityList },
        new Dictionary<string, Guid> { ["neglect"] = neglect }, ["audit.pdf"], new Dictionary<string, string> { ["virus.exe"] = "“virus.exe” is a program" }, new(2026, 6, 1));

    [Fact]
    public void A_list_is_read_whole()
    {
        var list = ShelfList.Read("""
            Volume,Kind,Title,Date,Agency,Themes,Confidentiality,File name
            3,Case audit,"Neglect, twelve cases",2026-03-27,Police,neglect,agency,audit.pdf
            Multi-agency training,Training report,Year,31/03/2026,,,,
            """, context, officer);

        Assert.Empty(list.Problems);
        Assert.Equal([(Volume.Qualitative, "Neglect, twelve cases", police, "audit.pdf"), (Volume.Training, "Year", null, "")], list.Rows.Select(r => (r.Volume, r.Title, r.OrganisationId, r.File)));
        Assert.Equal([(Confidentiality.Group, policeList), (Confidentiality.Board, (Guid?)null)], list.Rows.Select(r => (r.Readers.Confidentiality, r.Readers.ListId)));
        Assert.Equal([neglect], list.Rows[0].ThemeIds);
        Assert.Equal(new DateOnly(2026, 3, 31), list.Rows[1].Date);
    }

    [Fact]
    public void Every_fault_is_told_with_its_line_and_column()
    {
        var list = ShelfList.Read("""
            volume,kind,title,date,agency,themes,confidentiality,file name
            9,Case audit,One,2026-02-30,Nobody,weather,somehow,lost.pdf
            1,,,2026-03-01,,,,virus.exe
            1,Report,Fine,2026-03-01,,,,
            """, context, officer);

        Assert.Equal(["2 volume 9", "2 date 2026-02-30", "2 agency Nobody", "2 themes weather", "2 confidentiality somehow", "2 file name lost.pdf", "3 kind ", "3 title ", "3 file name virus.exe"],
            list.Problems.Select(p => $"{p.Line} {p.Column} {p.Found}"));
        Assert.Equal(["Fine"], list.Rows.Select(r => r.Title));
        Assert.Equal([2, 3], list.BadLines);
    }

    [Fact]
    public void What_comes_twice_or_has_not_happened_is_told()
    {
        const string text = """
            volume,kind,title,date
            1,Report,Once,2026-03-01
            1,report,ONCE,01/03/2026
            1,Report,Later,2026-06-02
            1,Report,There,2026-05-01
            """;

        var list = ShelfList.Read(text, context, officer);
        var again = list.Without(new HashSet<ShelvedAs> { new(Volume.BuildingBlocks, "report", "there", new(2026, 5, 1)) });

        Assert.Equal(["3 title ONCE", "4 date 2026-06-02"], list.Problems.Select(p => $"{p.Line} {p.Column} {p.Found}"));
        Assert.Equal(["Once", "There"], list.Rows.Select(r => r.Title));
        Assert.Equal(["3 title ONCE", "4 date 2026-06-02", "5 title There"], again.Problems.Select(p => $"{p.Line} {p.Column} {p.Found}"));
        Assert.Equal(["Once"], again.Rows.Select(r => r.Title));
        Assert.Equal(["audit.pdf"], list.Unnamed);
    }

    [Fact]
    [Trait("threat", "T01")]
    public void A_row_may_no_more_than_its_shelver()
    {
        var list = ShelfList.Read("""
            volume,kind,title,date,agency,confidentiality
            1,Report,Ours,2026-03-01,Police,agency
            1,Report,Theirs,2026-03-01,Hospital,board
            1,Report,Open,2026-03-01,Police,public
            1,Report,Group,2026-03-01,Police,quality
            """, context, lead);

        Assert.Equal(["Ours"], list.Rows.Select(r => r.Title));
        Assert.Equal(["3 agency", "4 confidentiality", "5 confidentiality"], list.Problems.Select(p => $"{p.Line} {p.Column}"));
    }

    [Fact]
    public void A_null_byte_is_refused_with_its_line()
    {
        var list = ShelfList.Read("volume,kind,title,date\n1,Report,A,2026-03-01\n1,Report,B\0,2026-03-01", context, officer);

        Assert.Equal((3, 0), (Assert.Single(list.Problems).Line, list.Rows.Count));
    }

    [Theory]
    [InlineData("volume\tkind\ttitle\tdate\n1\tReport\tA, b\t2026-03-01")]
    [InlineData("volume;kind;title;date\r\n1;Report;\"A, b\";2026-03-01")]
    public void A_list_pasted_from_a_spreadsheet_is_read(string text)
    {
        var list = ShelfList.Read(text, context, officer);

        Assert.Empty(list.Problems);
        Assert.Equal("A, b", list.Rows.Single().Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("volume,kind,title")]
    [InlineData("volume,kind,title,date,colour\n1,a,b,2026-01-01,red")]
    [InlineData("volume,volume,kind,title,date\n1,1,a,b,2026-01-01")]
    [InlineData("volume,kind,title,date")]
    [InlineData("volume,kind,title,date\n\"1,a,b,2026-01-01")]
    public void A_list_that_is_none_is_refused_as_a_whole(string text)
    {
        var list = ShelfList.Read(text, context, officer);

        Assert.Empty(list.Rows);
        Assert.Single(list.Problems);
    }

    [Fact]
    [Trait("threat", "T07")]
    public void Whatever_is_pasted_is_read_without_an_exception()
    {
        var line = Gen.String[Gen.Char["1,;\t\"\r\n volumekindtitledate2026-03'=é\0"], 0, 200];

        Gen.Select(Gen.Bool, line).Sample((headed, text) => ShelfList.Read(headed ? "volume,kind,title,date\n" + text : text, context, officer) is not null, iter: 3000);
    }
}
