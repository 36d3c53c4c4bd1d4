namespace Goldthread.Web.Tests.Governance;

[Trait("feature", "S7")]
public class OrganisationPageTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private static string SocialCare => $"/organisations/{Somewhere.SocialCare.Id}";

    [Fact]
    public async Task Its_people_see_all_it_owes_overdue_first()
    {
        await board.GivenAsync(An.Action("Due later", new(2027, 1, 31)).ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("Long overdue", new(2026, 10, 31)).ForAgency(Somewhere.SocialCare));

        var screen = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync(SocialCare);

        var owed = screen.Html.QuerySelectorAll("section[aria-labelledby=owes] .gt-lines li").Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains(owed, line => line.Contains("Answer “Review every plan after six months”", StringComparison.Ordinal));
        var overdue = owed.FindIndex(line => line.Contains("Long overdue", StringComparison.Ordinal));
        Assert.True(overdue >= 0 && overdue < owed.FindIndex(line => line.Contains("Due later", StringComparison.Ordinal)));
        Assert.Contains("Overdue", owed[overdue]);
        Assert.Contains("Plans are not reviewed after six months", screen.Text);
    }

    [Fact]
    [Trait("threat", "T05"), Trait("asvs", "V8.2.2")]
    public async Task Others_see_only_what_they_may()
    {
        await using var board = await Board.NewAsync(template); // the list is short: what other tests leave must not fill it
        await board.GivenAsync(An.Action("For the agency alone").ForAgency(Somewhere.SocialCare));
        await board.GivenAsync(An.Action("For the board"));

        var police = await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync(SocialCare);
        var member = await (await board.AsAsync(Somebody.LayMember)).OpenAsync(SocialCare);

        Assert.DoesNotContain("For the agency alone", police.Text);
        Assert.DoesNotContain("For the board", police.Text);
        Assert.DoesNotContain("For the agency alone", member.Text);
        Assert.Contains("For the board", member.Text);
    }

    [Fact]
    [Trait("feature", "W3")]
    public async Task People_are_named_to_their_own_and_to_board_members()
    {
        var own = await (await board.AsAsync(Somebody.Contributor)).OpenAsync(SocialCare);
        var member = await (await board.AsAsync(Somebody.LayMember)).OpenAsync(SocialCare);
        var elsewhere = await (await board.AsAsync(Somebody.Practitioner)).OpenAsync(SocialCare);

        Assert.Contains(Somebody.SocialCareLead.Name, own.Text);
        Assert.Contains(Somebody.SocialCareLead.Email, own.Text);
        Assert.Contains(Somebody.SocialCareLead.Name, member.Text);
        Assert.DoesNotContain(Somebody.SocialCareLead.Email, member.Text);
        Assert.DoesNotContain(Somebody.SocialCareLead.Name, elsewhere.Text);
    }

    [Fact]
    [Trait("feature", "Y2")]
    public async Task The_list_keeps_filter_and_order_in_its_address()
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var screen = await officer.OpenAsync("/organisations?type=Police&sort=overdue");

        Assert.Contains("1 organisation", screen.Text);
        Assert.Contains(screen.Links, link => link.Contains("type=Police", StringComparison.Ordinal) && link.Contains("sort=awaited", StringComparison.Ordinal));
        Assert.Contains("/organisations?sort=overdue", screen.Links);
    }

    [Theory]
    [Trait("feature", "Z1")]
    [InlineData(true, 5)]
    [InlineData(false, 5)]
    public async Task More_rows_ask_no_more_commands(bool one, int most)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        var path = one ? SocialCare : "/organisations";
        var few = await CommandCount.OfPageAsync(board, officer, path);
        for (var n = 0; n < 12; n++) await board.GivenAsync(An.Action($"One of many {n}"));

        var many = await CommandCount.OfPageAsync(board, officer, path);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, most);
    }
}
