using Goldthread.Web.Storage;

namespace Goldthread.Web.Tests.Thread;

/// <summary>No page asks more of the database because there is more in it (performance: count limits).</summary>
[Trait("feature", "Z8")]
public class PageSpeedTests(BoardApp template)
{
    [Theory]
    [InlineData("/", 8), InlineData("/findings", 5), InlineData("/recommendations", 5), InlineData("/actions", 5), InlineData("/my/progress", 7)]
    public async Task The_number_of_commands_does_not_grow_with_the_rows(string address, int limit)
    {
        await using var board = await Board.NewAsync(template);
        for (var i = 0; i < 3; i++) await board.GivenAsync(An.Action($"Few {i}"));
        var lead = await board.AsAsync(Somebody.QualityMember);
        var few = await CommandCount.OfPageAsync(board, lead, address);

        await using (var db = board.OpenAll())
        {
            for (var i = 0; i < 60; i++)
            {
                var built = An.Action($"Many {i}");
                db.AddRange(built.Before);
                db.Add(built.Record);
            }
            await db.SaveAsync(Command.Now("Tests: many"), TestContext.Current.CancellationToken);
        }
        var many = await CommandCount.OfPageAsync(board, lead, address);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, limit);
    }

    [Fact]
    public async Task A_theme_with_all_that_bears_it_takes_five_commands()
    {
        await using var board = await Board.NewAsync(template);
        for (var i = 0; i < 3; i++) await board.GivenAsync(An.Action($"Under a theme {i}").ReportedDone());
        await board.GivenAsync(A.Measure());
        var officer = await board.AsAsync(Somebody.Officer);
        var address = $"/themes/{Somewhere.Neglect.Id}";

        Assert.InRange(await CommandCount.OfPageAsync(board, officer, address), 1, 5 + 1); // one of them is the viewer's
        var page = await officer.OpenAsync(address);
        foreach (var said in new[] { "3 Reported done", "3 monitoring", "3 of 3 reported done by the date first promised", "1 Not judged yet" })
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
    }
}
