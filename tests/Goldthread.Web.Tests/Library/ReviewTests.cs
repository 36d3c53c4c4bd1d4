using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Home;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using static Goldthread.Web.Tests.Thread.Readers;

namespace Goldthread.Web.Tests.Library;

/// <summary>Evidence holds until a day: whoever looks after it is reminded, and what rests on lapsed evidence says so (F3).</summary>
[Trait("feature", "F3")]
public sealed class ReviewTests(BoardApp template) : IAsyncLifetime
{
    private Board board = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => board = await Board.NewAsync(template);

    public ValueTask DisposeAsync() => board.DisposeAsync();

    [Fact]
    public async Task An_item_that_lapses_is_on_its_keepers_list_flags_what_rests_on_it_and_holds_again_after_one_press()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Audit of plans", new(2026, 9, 1), null);
        item.Keep(board.Today, Somebody.LayMember.Id);
        var built = An.Action();
        built.Record.Show(new(EvidenceSource.LibraryItem, item.Id, new(2026, 9, 1), "Shows it", "tests"));
        await board.KeepAsync(item);
        var action = await board.GivenAsync(built);
        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Contains("Does it still hold?", (await (await board.AsAsync(Somebody.LayMember)).OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lapsed after", (await officer.OpenAsync($"/actions/{action.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Audit of plans", (await officer.OpenAsync("/library/qualitative?review=Soon")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Audit of plans", (await officer.OpenAsync("/library/qualitative?review=Lapsed")).Text, StringComparison.Ordinal);

        board.Clock.Advance(TimeSpan.FromDays(1));

        var (again, keeper) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.LayMember));
        Assert.Contains("Rests on evidence that lapsed after 23 November 2026", (await again.OpenAsync($"/actions/{action.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Audit of plans", (await again.OpenAsync("/library/qualitative?review=Lapsed")).Text, StringComparison.Ordinal);
        var form = await keeper.OpenAsync($"/library/items/{item.Id}/review");
        Assert.Contains("Say in a sentence what you found", string.Join(' ', (await keeper.PressAsync(form, "Reviewed")).Errors), StringComparison.Ordinal);
        Assert.Contains("must be today or later", string.Join(' ', (await keeper.PressAsync(form, "Reviewed", ("Input.Note", "x"), ("Input.KeepUntil.Year", "2025"))).Errors), StringComparison.Ordinal);
        var done = await keeper.PressAsync(form, "Reviewed", ("Input.Note", "Read it again: it still holds"));
        Assert.Contains("24 November 2027", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lapsed after", (await again.OpenAsync($"/actions/{action.Id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Does it still hold?", (await keeper.OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_of_an_action_holds_until_the_day_that_is_said()
    {
        var built = An.Action();
        built.Record.Show(A.Evidence("Counted by hand"));
        var action = await board.GivenAsync(built);
        var officer = await board.AsAsync(Somebody.Officer);
        var page = await officer.OpenAsync($"/actions/{action.Id}");
        var review = page.Links.Single(l => l.StartsWith("/evidence/", StringComparison.Ordinal));

        await officer.PressAsync(await officer.OpenAsync(review), "Reviewed", ("Input.KeepUntil.Day", "25"), ("Input.KeepUntil.Month", "11"), ("Input.KeepUntil.Year", "2026"));

        Assert.Contains("holds until 25 November 2026", (await officer.OpenAsync($"/actions/{action.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Does its evidence still hold?", (await officer.OpenAsync("/")).Text, StringComparison.Ordinal);
        board.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Contains("Rests on evidence that lapsed after 25 November 2026", (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/actions/{action.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.LayMember)).OpenAsync(review)).Status);
    }

    [Fact]
    [Trait("threat", "T01"), Trait("asvs", "V8.2.2")]
    public async Task Nobody_is_reminded_of_what_he_may_not_see_and_nobody_else_may_say_that_it_holds()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "For one group", new(2026, 9, 1), Somewhere.Hospital.Id);
        item.LimitTo(Confidentiality.Group, Somewhere.Quality.AccessListId);
        item.Keep(board.Today, Somebody.PoliceLead.Id);
        await board.KeepAsync(item);

        foreach (var (somebody, told) in new[] { (Somebody.PoliceLead, 0), (Somebody.QualityMember, 0) })
        {
            await using var db = board.Open(somebody);
            Assert.Equal(told, (await db.NeedsAsync(board.Today, 60, Stop)).First.Count(n => n.Kind == ReminderKind.Evidence));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.PoliceLead)).OpenAsync($"/library/items/{item.Id}/review")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(Somebody.QualityMember)).OpenAsync($"/library/items/{item.Id}/review")).Status);
        await using (var db = board.OpenAll())
        {
            (await db.LibraryItems.SingleAsync(i => i.Id == item.Id, Stop)).Keep(board.Today, Somebody.QualityMember.Id);
            await db.SaveAsync(Command.Now("Tests: keeper"), Stop);
        }
        await using (var db = board.Open(Somebody.QualityMember)) Assert.Single((await db.NeedsAsync(board.Today, 60, Stop)).First, n => n.Kind == ReminderKind.Evidence);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.QualityMember)).OpenAsync($"/library/items/{item.Id}/review")).Status);
    }
}
