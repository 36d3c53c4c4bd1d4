using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests.Thread;

/// <summary>A list that is longer than is counted says so, and is turned over all the same.</summary>
[Trait("feature", "Y2"), Trait("feature", "Z8")]
public class LongListTests(BoardApp template)
{
    [Fact]
    public async Task A_list_is_counted_to_two_thousand_and_turned_over_to_its_end()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            for (var i = 0; i < Listing.CountedTo + 41; i++) db.Add(A.Finding($"Found {i:0000}").Record);
            db.Add(A.Finding("A strength", FindingKind.Strength).Record);
            await db.SaveAsync(Command.Now("Tests: many"), TestContext.Current.CancellationToken);
        }
        var officer = await board.AsAsync(Somebody.Officer);

        var first = await officer.OpenAsync("/findings?sort=title");
        var within = await officer.OpenAsync("/findings?sort=title&p=102");
        var last = await officer.OpenAsync("/findings?sort=title&p=103");

        Says(first, "More than 2,000 findings", "Showing 1 to 20 of more than 2,000", "Page 1", "A strength", "Found 0018");
        Says(within, "More than 2,000 findings", "Showing 2,021 to 2,040, and more follow", "Page 102", "Found 2019", "Found 2038");
        Says(last, "2,042 findings", "Showing 2,041 to 2,042 of 2,042", "103 of 103", "Found 2039", "Found 2040");
        Assert.Null(last.Html.QuerySelector("[rel=next]"));
        foreach (var beyond in new[] { "104", "100000", "2147483647" })
            Says(await officer.OpenAsync($"/findings?sort=title&p={beyond}"), "2,042 findings", "Showing 2,041 to 2,042 of 2,042");
        Says(await officer.OpenAsync("/findings?kind=Strength"), "1 finding", "Showing 1 to 1 of 1");
    }

    [Fact]
    public async Task The_last_page_that_is_full_leads_no_further()
    {
        await using var board = await Board.NewAsync(template);
        await using (var db = board.OpenAll())
        {
            for (var i = 0; i < Listing.CountedTo + 20; i++) db.Add(A.Finding($"Found {i:0000}").Record);
            await db.SaveAsync(Command.Now("Tests: many"), TestContext.Current.CancellationToken);
        }

        var last = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/findings?sort=title&p=101");

        Says(last, "2,020 findings", "Showing 2,001 to 2,020 of 2,020", "101 of 101");
        Assert.Null(last.Html.QuerySelector("[rel=next]"));
    }

    private static void Says(Screen page, params string[] said)
    {
        foreach (var one in said) Assert.Contains(one, page.Text, StringComparison.Ordinal);
    }
}
