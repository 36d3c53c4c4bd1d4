using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Site;

/// <summary>Whom a request is taken for, read from the database by the real sign-in.</summary>
[Trait("feature", "W1")]
[Trait("asvs", "V8.3.1")]
public class ViewerTests(Board board, BoardApp app) : IClassFixture<Board>
{
    public static TheoryData<string> Cast => [.. Somebody.Everyone.Select(s => s.Name)];

    [Theory, MemberData(nameof(Cast))]
    public async Task A_person_is_taken_for_what_he_or_she_is(string name)
    {
        var somebody = Somebody.Everyone.Single(s => s.Name == name);
        var client = await board.AsAsync(somebody);

        var viewer = JsonDocument.Parse((await client.OpenAsync("/tests/viewer")).Body).RootElement;

        var expected = somebody.Viewer;
        Assert.Equal(expected.PersonId, viewer.GetProperty("personId").GetGuid());
        Assert.Equal(expected.Name, viewer.GetProperty("name").GetString());
        Assert.Equal(expected.Roles.Select(r => $"{r.Role} {r.Scope} {r.ScopeId}"), viewer.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(expected.OrganisationIds.Order(), Ids(viewer, "organisations"));
        Assert.Equal(expected.AccessLists.Order(), Ids(viewer, "lists"));
        Assert.Equal(expected.IsBoardMember, viewer.GetProperty("isBoardMember").GetBoolean());
    }

    [Fact]
    public void The_cast_holds_every_role()
    {
        Assert.Equal(Enum.GetValues<Role>().Except([Role.None]).Order(), Somebody.Everyone.Select(s => s.Role).Distinct().Order());
    }

    [Fact]
    public async Task A_role_that_ended_yesterday_is_not_held_today()
    {
        await using var later = await Board.NewAsync(app);
        var client = await later.AsAsync(Somebody.TrainingChair);
        await using (var db = later.OpenAll())
        {
            (await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.TrainingChair.Id, TestContext.Current.CancellationToken)).End(board.Today.AddDays(-1));
            await db.SaveAsync(Command.Now("End"), TestContext.Current.CancellationToken);
        }

        var viewer = JsonDocument.Parse((await client.OpenAsync("/tests/viewer")).Body).RootElement;

        Assert.Equal(0, viewer.GetProperty("roles").GetArrayLength());
        Assert.False(viewer.GetProperty("isBoardMember").GetBoolean());
        Assert.DoesNotContain(Somewhere.Training.AccessListId, Ids(viewer, "lists"));
    }

    [Fact]
    [Trait("threat", "T15")]
    [Trait("asvs", "V7.4.1")]
    public async Task An_ended_session_is_over_at_the_next_request()
    {
        var client = await board.AsAsync(Somebody.Signatory);
        await using (var db = board.OpenAll())
        {
            foreach (var session in await db.Sessions.Where(s => s.PersonId == Somebody.Signatory.Id && s.EndedAt == null).ToListAsync(TestContext.Current.CancellationToken))
                session.End(board.Clock.GetUtcNow().UtcDateTime);
            await db.SaveAsync(Command.Now("End"), TestContext.Current.CancellationToken);
        }

        var screen = await client.AskAsync("/");

        Assert.StartsWith("/sign-in", screen.Location, StringComparison.Ordinal);
    }

    private static IEnumerable<Guid> Ids(JsonElement viewer, string name) => viewer.GetProperty(name).EnumerateArray().Select(e => e.GetGuid()).Order();
}
