using CsCheck;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Storage;

[Trait("threat", "T01")]
[Trait("asvs", "V8.2.2")]
public class VisibilityTests(Board board) : IClassFixture<Board>
{
    [Fact]
    public async Task Two_contexts_for_two_viewers_in_one_process_see_different_rows()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var first = board.Open(await ViewerOnListAsync(Somebody.Reviewer, finding));
        await using var second = board.Open(Somebody.Officer);

        var seenByFirst = await first.Findings.CountAsync(f => f.Id == finding.Id, Stop);
        var seenBySecond = await second.Findings.CountAsync(f => f.Id == finding.Id, Stop);

        Assert.Equal((1, 0), (seenByFirst, seenBySecond));
    }

    [Fact]
    public async Task A_context_follows_its_viewer_from_query_to_query()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var db = board.Open(Somebody.Officer);
        var before = await db.Findings.AnyAsync(f => f.Id == finding.Id, Stop);

        db.Viewer = await ViewerOnListAsync(Somebody.Reviewer, finding);

        Assert.False(before);
        Assert.True(await db.Findings.AnyAsync(f => f.Id == finding.Id, Stop));
    }

    [Fact]
    public async Task Nobody_sees_what_is_public_and_nothing_else()
    {
        var open = await board.GivenAsync(A.Finding().Public());
        var closed = await board.GivenAsync(A.Finding());
        await using var db = board.Open(Viewer.Nobody);

        var seen = await db.Findings.Where(f => f.Id == open.Id || f.Id == closed.Id).Select(f => f.Id).ToListAsync(Stop);

        Assert.Equal([open.Id], seen);
    }

    [Fact]
    public async Task A_hidden_finding_does_not_hide_the_recommendation_that_came_from_it()
    {
        var built = A.Recommendation();
        built.Before.OfType<Finding>().Single().LimitTo(Confidentiality.Group, Somewhere.Panel.AccessListId);
        var recommendation = await board.GivenAsync(built);
        await using var db = board.Open(Somebody.Officer);

        Assert.Equal(1, await db.Recommendations.CountAsync(r => r.Id == recommendation.Id, Stop));
        Assert.Equal(0, await db.Findings.CountAsync(f => recommendation.Findings.Select(t => t.TargetId).Contains(f.Id), Stop));
    }

    [Fact]
    public async Task The_search_text_of_a_hidden_record_is_hidden_too()
    {
        var finding = await board.GivenAsync(A.Finding().RestrictedTo(Somebody.Reviewer));
        await using var officer = board.Open(Somebody.Officer);
        await using var reviewer = board.Open(await ViewerOnListAsync(Somebody.Reviewer, finding));

        Assert.False(await officer.SearchDocuments.AnyAsync(d => d.Id == finding.Id, Stop));
        Assert.True(await reviewer.SearchDocuments.AnyAsync(d => d.Id == finding.Id, Stop));
    }

    [Fact]
    public async Task The_rule_says_the_same_in_memory_and_in_the_database_for_any_viewer_and_record()
    {
        var lists = await SixListsAsync();
        var records = await FortyRecordsAsync(lists);
        var ids = records.ConvertAll(r => r.Id);

        await Gen.Select(Gen.Int[0, 63], Gen.Bool, Gen.Int[0, 9]).SampleAsync(async (mask, isBoardMember, kind) =>
        {
            var viewer = kind == 0 ? Viewer.System("tests") : kind == 1 ? Viewer.Nobody
                : new Viewer(Guid.NewGuid(), "Random", [], [], lists.Where((_, bit) => (mask & (1 << bit)) != 0), isBoardMember);
            using var db = board.Open(viewer);

            var inDatabase = await db.Findings.Where(f => ids.Contains(f.Id)).Select(f => f.Id).ToListAsync(Stop);

            return inDatabase.ToHashSet().SetEquals(records.Where(r => Access.CanSee(r, viewer)).Select(r => r.Id));
        }, iter: 200, threads: 1);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<List<Guid>> SixListsAsync()
    {
        await using var db = board.OpenAll();
        var lists = Enumerable.Range(0, 6).Select(_ => new AccessList(AccessListOwner.Record, Guid.NewGuid())).ToList();
        db.AddRange(lists);
        await db.SaveAsync(Command.Now("Tests: lists"), Stop);
        return lists.ConvertAll(l => l.Id);
    }

    private async Task<List<Finding>> FortyRecordsAsync(List<Guid> lists)
    {
        List<Finding> records = [];
        await using var db = board.OpenAll();
        foreach (var confidentiality in Enum.GetValues<Confidentiality>())
            foreach (var list in lists.Select(id => (Guid?)id).Append(null))
            {
                // A board-wide or public record may have a list as well; the other two must.
                if (list is null && confidentiality is Confidentiality.Group or Confidentiality.Restricted) continue;
                Finding finding = A.Finding($"{confidentiality} {list}");
                finding.LimitTo(confidentiality, list);
                records.Add(finding);
            }
        db.AddRange(records);
        await db.SaveAsync(Command.Now("Tests: records"), Stop);
        return records;
    }

    private async Task<Viewer> ViewerOnListAsync(Somebody somebody, Finding finding)
    {
        await using var db = board.OpenAll();
        var lists = await db.AccessListMembers.Where(m => m.MemberId == somebody.Id).Select(m => m.AccessListId).ToListAsync(Stop);
        Assert.Contains(finding.AccessListId!.Value, lists);
        return new(somebody.Id, somebody.Name, somebody.Viewer.Roles, somebody.Viewer.OrganisationIds, lists, somebody.Viewer.IsBoardMember);
    }
}
