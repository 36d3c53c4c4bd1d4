using Goldthread.Domain.Admin;

namespace Goldthread.Domain.Tests.Admin;

[Trait("feature", "E3")]
public class DraftRulesTests
{
    private static readonly Guid first = Guid.Parse("0190aaaa-0000-7000-8000-000000000001"), second = Guid.Parse("0190aaaa-0000-7000-8000-000000000002");

    [Theory]
    [Trait("threat", "T15")]
    [InlineData("Input.Title", true)]
    [InlineData("Command.Version", true)] // else a draft would overwrite who saved since
    [InlineData("Command.Was", true)]
    [InlineData("Command.Id", false)]
    [InlineData("command.id", false)]
    [InlineData("Command.Draft.Address", false)]
    [InlineData("__RequestVerificationToken", false)]
    [InlineData("Input.Password", false)]
    [InlineData("Input.NewPassword", false)]
    [InlineData("Input.Code", false)]
    [InlineData("", false)]
    public void What_opens_doors_or_tells_one_sending_from_another_is_never_kept(string field, bool isKept) => Assert.Equal(isKept, DraftRules.Keeps(field));

    [Fact]
    public void A_row_is_found_by_its_record_when_another_stands_before_it()
    {
        var kept = DraftRules.Of(new Dictionary<string, string[]> { ["Lines[0].Id"] = [$"{first}"], ["Lines[0].Text"] = ["Half done"], ["Lines[1].Id"] = [$"{second}"], ["Lines[1].Text"] = ["Not begun"] });

        var (fields, left) = DraftRules.ToForm(kept, [Guid.NewGuid(), second, first]);

        Assert.Equal(["Half done"], fields["Lines[2].Text"]);
        Assert.Equal(["Not begun"], fields["Lines[1].Text"]);
        Assert.False(fields.ContainsKey("Lines[0].Text"));
        Assert.Empty(left);
    }

    [Fact]
    public void What_was_written_about_a_record_that_has_gone_is_shown_all_the_same()
    {
        var kept = DraftRules.Of(new Dictionary<string, string[]> { ["Lines[0].Id"] = [$"{first}"], ["Lines[0].Text"] = ["Half done"], ["Lines[0].Percent"] = ["50"] });

        var (fields, left) = DraftRules.ToForm(kept, [second]);

        Assert.Empty(fields);
        Assert.Equal(["Half done"], left);
    }

    [Fact]
    public void A_row_that_names_no_record_keeps_its_number()
    {
        var kept = DraftRules.Of(new Dictionary<string, string[]> { ["Lines[0].Id"] = ["nobody"], ["Lines[0].Text"] = ["Half done"] });

        Assert.Equal(["Half done"], DraftRules.ToForm(kept, []).Fields["Lines[0].Text"]);
    }

    [Theory]
    [InlineData(300, 40, 200_000, true)]
    [InlineData(301, 40, 1, false)]
    [InlineData(0, 40, 1, false)]
    [InlineData(300, 41, 1, false)]
    [InlineData(300, 0, 1, false)]
    [InlineData(300, 40, 200_001, false)]
    public void A_draft_has_a_place_and_an_end(int address, int form, int fields, bool isKept) =>
        Assert.Equal(isKept, DraftRules.Check(new(new('a', address), new('b', form)), new('c', fields)).Count == 0);
}
