using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>What somebody who leaves holds goes to others, or to nobody and is listed.</summary>
[Trait("feature", "W7")]
public class LeavingTests(BoardApp template)
{
    private const string Button = "Hand over and end";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_a_leaver_holds_is_shown_and_goes_over_in_one_save()
    {
        await using var board = await Board.NewAsync(template);
        var post = await PostOfAsync(board, Somebody.SocialCareLead);
        await GivenAsync(board, new Delegation(Somebody.SocialCareLead.Id, Somebody.Contributor.Id, board.Today, board.Today.AddDays(3)),
            new RoleHolding(Somebody.SocialCareLead.Id, Role.GroupMember, ScopeKind.Group, Somewhere.Training.Id, board.Today, null, Somewhere.SocialCare.Id));
        var (administrator, leaver, next) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.SocialCareLead), await board.AsAsync(Somebody.Contributor));
        var form = await administrator.OpenAsync($"/people/{Somebody.SocialCareLead.Id}/leaving");

        var done = await administrator.PressAsync(form, Button, ("Input.All", $"{Somebody.Contributor.Id}"));

        foreach (var held in new[] { $"Post of {Somebody.SocialCareLead.Name}", "Children's Social Care", Somewhere.Training.Name, "1 arrangement to cover an absence" }) Assert.Contains(held, form.Text, StringComparison.Ordinal);
        Assert.Contains("3 things handed over", done.Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await leaver.OpenAsync("/")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await next.OpenAsync($"/organisations/{Somewhere.SocialCare.Id}/people")).Status); // leads now
        await using var db = board.OpenAll();
        Assert.Equal([Somebody.Contributor.Id], await db.PostHoldings.Where(h => h.PostId == post && (h.Until == null || h.Until >= board.Today)).Select(h => h.PersonId).ToListAsync(Stop));
        Assert.False(await db.RoleHoldings.AnyAsync(h => h.PersonId == Somebody.SocialCareLead.Id && (h.Until == null || h.Until >= board.Today), Stop));
        Assert.Equal(Somewhere.SocialCare.Id, await db.RoleHoldings.Where(h => h.PersonId == Somebody.Contributor.Id && h.ScopeId == Somewhere.Training.Id).Select(h => h.OrganisationId).SingleAsync(Stop));
        Assert.False(await db.Delegations.AnyAsync(d => d.Until >= board.Today, Stop));
        Assert.Contains("Handed over the work and ended the access of the person", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "A10")]
    public async Task What_goes_to_nobody_is_listed()
    {
        await using var board = await Board.NewAsync(template);
        var post = await PostOfAsync(board, Somebody.SocialCareLead);
        var built = An.Action("Carried by whoever holds the post");
        built.Record.Describe(built.Record.Title, "Every team has it.", Mechanism.Monitoring, Somewhere.SocialCare.Id, post);
        var action = await board.GivenAsync(built);
        var (administrator, officer) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Officer));
        var before = await officer.OpenAsync($"/loose-ends/{LooseEnd.ActionWithoutOwnerOrDate}");

        var done = await administrator.PressAsync(await administrator.OpenAsync($"/people/{Somebody.SocialCareLead.Id}/leaving"), Button);

        Assert.Contains("2 things are held by nobody now", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(action.Title, before.Text, StringComparison.Ordinal);
        Assert.Contains(action.Title, (await officer.OpenAsync($"/loose-ends/{LooseEnd.ActionWithoutOwnerOrDate}")).Text, StringComparison.Ordinal);
        Assert.Contains("Children's Social Care has no lead since", (await officer.OpenAsync("/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T02"), Trait("threat", "T18"), Trait("asvs", "V8.2.2")]
    public async Task It_goes_to_nobody_of_another_agency_and_administrators_alone_see_to_it()
    {
        await using var board = await Board.NewAsync(template);
        var address = $"/people/{Somebody.SocialCareLead.Id}/leaving";
        var administrator = await board.AsAsync(Somebody.Administrator);
        var form = await administrator.OpenAsync(address);
        await using var db = board.OpenAll();
        var role = await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.SocialCareLead.Id, Stop);

        foreach (var to in new[] { Somebody.PoliceLead.Id, Somebody.SocialCareLead.Id, Guid.NewGuid() })
            Assert.Single((await administrator.OverpostAsync(form, Button, ($"Input.To[{role.Id}]", $"{to}"))).Errors);
        foreach (var somebody in new[] { Somebody.Officer, Somebody.PoliceLead, Somebody.Chair }) Assert.Equal(HttpStatusCode.Forbidden, (await (await board.AsAsync(somebody)).OpenAsync(address)).Status);
        Assert.Single((await administrator.PressAsync(await administrator.OpenAsync($"/people/{Somebody.Administrator.Id}/leaving"), Button)).Errors);
        Assert.Null((await board.NowAsync(role)).Until);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    [Trait("threat", "T23")]
    public async Task Of_two_administrators_who_end_each_other_at_one_moment_one_is_left(bool wholeAccount)
    {
        await using var board = await Board.NewAsync(template);
        await GivenAsync(board, new RoleHolding(Somebody.Officer.Id, Role.Administrator, ScopeKind.Board, null, new(2020, 4, 1)));
        var (one, other) = (await board.AsAsync(Somebody.Administrator), await board.AsAsync(Somebody.Officer));
        var (first, second) = (await one.OpenAsync($"/people/{Somebody.Officer.Id}"), await other.OpenAsync($"/people/{Somebody.Administrator.Id}"));
        var button = wholeAccount ? "End the account" : "End now the role Administrator";

        var answers = await Task.WhenAll(one.PressAsync(first, button), other.PressAsync(second, button));

        await using var db = board.OpenAll();
        Assert.Equal(1, await db.RoleHoldings.CountAsync(h => h.Role == Role.Administrator && (h.Until == null || h.Until >= board.Today) && db.Users.Any(a => a.PersonId == h.PersonId && a.EndedAt == null), Stop));
        Assert.DoesNotContain(answers, a => a.Status == HttpStatusCode.InternalServerError);
    }

    [Fact]
    [Trait("threat", "T23")]
    public async Task No_save_whatever_ends_the_last_administrator()
    {
        await using var board = await Board.NewAsync(template);
        await using var db = board.OpenAll();
        (await db.RoleHoldings.SingleAsync(h => h.Role == Role.Administrator, Stop)).EndNow(board.Today);

        await Assert.ThrowsAsync<LastAdministratorException>(() => db.SaveAsync(Command.Now("Tests: the last one"), Stop));

        await using var after = board.OpenAll();
        Assert.Null((await after.RoleHoldings.SingleAsync(h => h.Role == Role.Administrator, Stop)).Until);
    }

    private static async Task<Guid> PostOfAsync(Board board, Somebody somebody)
    {
        await using var db = board.OpenAll();
        return await db.PostHoldings.Where(h => h.PersonId == somebody.Id).Select(h => h.PostId).SingleAsync(Stop);
    }

    private static async Task GivenAsync(Board board, params object[] records)
    {
        await using var db = board.OpenAll();
        db.AddRange(records);
        await db.SaveAsync(Command.Now("Tests: given"), Stop);
    }
}
