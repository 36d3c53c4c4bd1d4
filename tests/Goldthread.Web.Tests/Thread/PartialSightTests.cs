using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Governance.Groups;
using Goldthread.Web.Features.Thread.Actions;
using Goldthread.Web.Features.Thread.Findings;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Whoever sees a part of the records is told no untruth about the rest, and learns nothing of it.</summary>
[Trait("threat", "T01"), Trait("feature", "A10")]
public class PartialSightTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finding_with_hidden_evidence_reads_like_one_without_any()
    {
        var (hidden, bare) = (await GivenFindingAsync("Rests on what is hidden", onHidden: true), await GivenFindingAsync("Rests on no record", onHidden: false));
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        foreach (var address in new[] { "/findings/{0}", "/thread/finding/{0}" })
        {
            var one = await lead.OpenAsync(address.Replace("{0}", hidden.Id.ToString(), StringComparison.Ordinal));
            var other = await lead.OpenAsync(address.Replace("{0}", bare.Id.ToString(), StringComparison.Ordinal));

            Assert.Equal(HttpStatusCode.OK, one.Status);
            Assert.Equal(other.Text.Replace(bare.Title, "", StringComparison.Ordinal).Replace(bare.Ref, "", StringComparison.Ordinal),
                one.Text.Replace(hidden.Title, "", StringComparison.Ordinal).Replace(hidden.Ref, "", StringComparison.Ordinal));
            Assert.Contains("that you can see", one.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("rests on nothing", one.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("No evidence yet", one.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("no recommendation", one.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("/triangulation", "none seen", "silent")]
    [InlineData("/library", "Nothing here that you can see", "Empty")]
    public async Task A_place_where_nothing_is_seen_is_called_silent_to_board_members_only(string address, string toOthers, string toMembers)
    {
        var lead = await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync(address);
        var member = await (await board.AsAsync(Somebody.QualityMember)).OpenAsync(address);

        Assert.Contains(toOthers, lead.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(toMembers, lead.Text, StringComparison.Ordinal);
        Assert.Contains(toMembers, member.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loose_ends_that_rest_on_absence_are_told_to_board_members_only()
    {
        var finding = await GivenFindingAsync("Leads nowhere that is seen", onHidden: true);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var member = await board.AsAsync(Somebody.QualityMember);

        var list = await lead.OpenAsync("/loose-ends");
        Assert.Contains("Overdue actions", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(LooseEnds.Name(LooseEnd.FindingWithoutEvidence), list.Text, StringComparison.Ordinal);
        foreach (var kind in Enum.GetValues<LooseEnd>().Where(LooseEnds.RestsOnAbsence))
        {
            Assert.Contains("This list is for members", (await lead.OpenAsync($"/loose-ends/{kind}")).Text, StringComparison.Ordinal);
            Assert.Equal("text/html", (await lead.OpenAsync($"/loose-ends/{kind}?handler=Csv")).MediaType);
        }
        Assert.DoesNotContain(LooseEnds.Name(LooseEnd.FindingWithoutRecommendation), (await lead.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains(finding.Title, (await member.OpenAsync($"/loose-ends/{LooseEnd.FindingWithoutRecommendation}")).Text, StringComparison.Ordinal);
        await using var db = board.Open(Somebody.SocialCareLead);
        Assert.Empty(await Goldthread.Web.Features.Thread.LooseEnds.LooseEndQueries.LooseEndsOf(db, LooseEnd.FindingWithoutRecommendation, board.Today, new()).ToListAsync(Stop));
    }

    [Fact]
    public async Task Evidence_is_counted_as_far_as_its_source_is_seen()
    {
        var finding = await GivenFindingAsync("Counted", onHidden: true);
        var action = An.Action("Counted");
        LibraryItem secret = new(Volume.Qualitative, "Case review", "Counted: secret", new(2026, 8, 1), null);
        action.Record.Show(A.Evidence());
        action.Record.Show(new(EvidenceSource.LibraryItem, secret.Id, secret.Date, "It says so", "Rita"));
        action.ReportedDone(withEvidence: false);
        await board.GivenAsync(new Built<LibraryItem>(secret, []).RestrictedTo(Somebody.Reviewer));
        await board.GivenAsync(action);

        await using var db = board.Open(Somebody.QualityMember);
        var line = (await db.ActionsListed(new(), board.Today).AsLines(db).ToListAsync(Stop)).Single(a => a.Id == action.Record.Id);
        var waiting = (await db.GroupReportAsync(Somewhere.Quality.Id, board.Today, withLastMeeting: false, Stop))!.Waiting.Single(a => a.Id == action.Record.Id);
        var found = (await db.FindingsListed(new()).AsLines(db).ToListAsync(Stop)).Single(f => f.Id == finding.Id);
        await using var all = board.OpenAll();

        Assert.Equal((1, 1, 0), (line.Evidence, waiting.Evidence, found.Evidence));
        Assert.Equal(2, (await all.ActionsListed(new(), board.Today).AsLines(all).ToListAsync(Stop)).Single(a => a.Id == action.Record.Id).Evidence);
    }

    private async Task<Finding> GivenFindingAsync(string title, bool onHidden)
    {
        Finding finding = new(FindingKind.Risk, title, new(2026, 9, 1), Somewhere.Quality.Id);
        finding.LimitTo(Confidentiality.Public, null);
        if (onHidden)
        {
            LibraryItem secret = new(Volume.Qualitative, "Case review", $"Secret of {title}", new(2026, 8, 1), null);
            await board.GivenAsync(new Built<LibraryItem>(secret, []).RestrictedTo(Somebody.Reviewer));
            finding.RestOn(new(EvidenceSource.LibraryItem, secret.Id, secret.Date, "It says so", "Rita"));
        }
        return await board.GivenAsync(new Built<Finding>(finding, []));
    }
}
