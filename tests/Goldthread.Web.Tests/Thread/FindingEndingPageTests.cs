using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Thread;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Dataset;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Findings that are withdrawn or merged, and charts that stay as they stood.</summary>
public class FindingEndingPageTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("feature", "A8")]
    public async Task A_withdrawn_finding_leaves_lists_and_counts_and_comes_back()
    {
        var finding = await board.GivenAsync(A.Finding("Misread audit"));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var refused = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/withdraw"), "Withdraw it");
        Assert.Contains("Say why it is withdrawn", refused.Errors);
        var gone = await chair.PressAsync(refused, "Withdraw it", ("Input.Reason", "The audit was misread"));

        Assert.Contains("Withdrawn on 23 November 2026 by Quentin Chair: The audit was misread", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(gone.Links, link => link.Contains("/recommendations/new", StringComparison.Ordinal));
        Assert.DoesNotContain(finding.Title, (await chair.OpenAsync("/findings")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Title, (await chair.OpenAsync("/recommendations/new")).Text, StringComparison.Ordinal);
        Assert.Contains(finding.Title, (await chair.OpenAsync("/findings?state=Withdrawn")).Text, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", (await chair.OpenAsync($"/thread/finding/{finding.Id}")).Text, StringComparison.Ordinal);
        await using (var db = board.OpenAll())
        {
            Assert.False(await db.LooseEndsOf(LooseEnd.FindingWithoutRecommendation, board.Today, new()).AnyAsync(r => r.Id == finding.Id, Stop));
            Assert.False(await db.FindingsIn(new()).AnyAsync(f => f.Id == finding.Id, Stop));
            Assert.StartsWith("Withdrawn: ", (await db.SearchDocuments.SingleAsync(d => d.Id == finding.Id, Stop)).Title, StringComparison.Ordinal);
        }
        var edited = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/edit"), "Save finding", ("Input.Title", "Rewritten"));
        Assert.Contains(edited.Errors, e => e.Contains("bring it back", StringComparison.Ordinal));

        var back = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/withdraw"), "Bring it back");
        Assert.Contains("The finding stands again", back.Text, StringComparison.Ordinal);
        Assert.Contains(finding.Title, (await chair.OpenAsync("/findings")).Text, StringComparison.Ordinal);
        await using var after = board.OpenAll();
        Assert.Contains(await after.History.Where(h => h.RecordId == finding.Id).ToListAsync(Stop), h => (h.Values ?? "").Contains("The audit was misread", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("feature", "A8")]
    public async Task A_merged_finding_says_where_it_went_and_the_other_holds_all()
    {
        var built = A.Recommendation("From the merged one");
        var recommendation = await board.GivenAsync(built);
        var merged = built.Before.OfType<Finding>().Single();
        var into = await board.GivenAsync(A.Finding("Goes on"));
        Finding later = A.Finding("Found again");
        later.Repeat([merged.Id]);
        await board.GivenAsync(new Built<Finding>(later, []));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var form = await chair.OpenAsync($"/findings/{merged.Id}/merge");
        foreach (var both in new[] { merged.Id, into.Id }) Assert.Contains($"/findings/{both}", form.Links); // to compare them

        var after = await chair.PressAsync(form, "Merge them",
            ("Input.IntoId", into.Id.ToString()), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));

        Assert.Equal($"/findings/{into.Id}", after.Path);
        Assert.Contains(recommendation.Title, after.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await board.NowAsync(into)).Evidence.Count);
        Assert.Equal([into.Id], (await board.NowAsync(recommendation)).Findings.Select(f => f.TargetId));
        Assert.Equal([into.Id], (await board.NowAsync(later)).Repeats.Select(f => f.TargetId));
        var page = await chair.OpenAsync($"/findings/{merged.Id}");
        Assert.Contains($"Merged into {into.Ref}", page.Text, StringComparison.Ordinal);
        Assert.Contains($"Merged into it: {merged.Title} {merged.Ref}, on 23 November 2026", after.Text, StringComparison.Ordinal);
        Assert.Contains($"/findings/{merged.Id}", after.Links);
        Assert.Contains($"/findings/{into.Id}", page.Links);
        Assert.DoesNotContain(page.Links, link => link.EndsWith("/edit", StringComparison.Ordinal));
        await using var db = board.Open(Somebody.QualityChair);
        Assert.False(await db.Findings.AnyAsync(f => f.Id == merged.Id, Stop));
    }

    [Fact]
    [Trait("feature", "Z4")]
    public async Task Of_two_findings_merged_crosswise_at_once_one_stays()
    {
        var (first, second) = (await board.GivenAsync(Bare("Crosswise one")), await board.GivenAsync(Bare("Crosswise two")));
        var (chair, officer) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer));
        var mine = await chair.OpenAsync($"/findings/{first.Id}/merge");
        var theirs = await officer.OpenAsync($"/findings/{second.Id}/merge");

        // The other way round is carried out when this one has read both, and before it writes.
        using (new Between(board, "file_links", () => officer.PressAsync(theirs, "Merge them", ("Input.IntoId", first.Id.ToString()), ("Input.Reason", "They say the same"), ("Input.Compared", "true"))))
            await chair.PressAsync(mine, "Merge them", ("Input.IntoId", second.Id.ToString()), ("Input.Reason", "They say the same"), ("Input.Compared", "true"));

        Assert.Equal((FindingStatus.Standing, FindingStatus.Merged), ((await board.NowAsync(first)).Status, (await board.NowAsync(second)).Status));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_merged_finding_does_not_tell_of_one_that_the_reader_may_not_see()
    {
        var (merged, into) = (await board.GivenAsync(A.Finding("Merged away")), await board.GivenAsync(A.Finding("Hidden later")));
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", into.Id.ToString()), ("Input.Reason", "They say the same"), ("Input.Compared", "true"));
        await using (var db = board.OpenAll())
        {
            (await db.Findings.SingleAsync(f => f.Id == into.Id, Stop)).LimitTo(Domain.Confidentiality.Restricted, Somewhere.Training.AccessListId);
            await db.SaveAsync(Command.Now("Tests: restrict"), Stop);
        }

        var page = await chair.OpenAsync($"/findings/{merged.Id}");

        Assert.Contains("Merged on 23 November 2026", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("another", page.Html.QuerySelector(".gt-notice")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("went there", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "F1")]
    public async Task A_withdrawn_finding_takes_no_file_and_a_public_one_says_who_reads_the_reason()
    {
        var finding = await board.GivenAsync(A.Finding("Public and wrong").Public());
        var chair = await board.AsAsync(Somebody.QualityChair);
        var attach = await chair.OpenAsync($"/files/attach/finding/{finding.Id}");
        var withdraw = await chair.OpenAsync($"/findings/{finding.Id}/withdraw");
        Assert.Contains("everybody who opens it reads the reason", withdraw.Text, StringComparison.Ordinal);
        await chair.PressAsync(withdraw, "Withdraw it", ("Input.Reason", "Misread"));

        var refused = await chair.SubmitAsync(attach, "Attach", [("Input.Note", "It shows it")], [("Files.New", "note.txt", "Some words"u8.ToArray())]);

        Assert.Contains(refused.Errors, e => e.Contains("bring it back", StringComparison.Ordinal));
        Assert.Contains((await chair.OpenAsync($"/files/attach/finding/{finding.Id}")).Errors, e => e.Contains("bring it back", StringComparison.Ordinal));
        Assert.Single((await board.NowAsync(finding)).Evidence);
    }

    [Fact]
    [Trait("feature", "A8"), Trait("feature", "E11")]
    public async Task Merging_asks_for_a_reason_and_whether_the_two_were_compared()
    {
        var finding = await board.GivenAsync(A.Finding("Asked before merging"));
        var into = await board.GivenAsync(A.Finding("Asked before merging too"));
        var chair = await board.AsAsync(Somebody.QualityChair);

        var refused = await chair.PressAsync(await chair.OpenAsync($"/findings/{finding.Id}/merge"), "Merge them", ("Input.IntoId", into.Id.ToString()));

        Assert.Equal(["Compare the two, and tick that you have", "Say why the two are one"], refused.Errors.Order());
        Assert.Equal(FindingStatus.Standing, (await board.NowAsync(finding)).Status);
    }

    private static Built<Finding> Bare(string title)
    {
        Finding finding = new(FindingKind.Risk, title, new(2026, 9, 14), Somewhere.Quality.Id);
        finding.Describe(FindingKind.Risk, title, "", "They wait", EvidenceStrength.Weak, Reach.System, finding.FoundOn);
        finding.TagWith([Somewhere.Neglect.Id], [], []);
        return new(finding, []);
    }

    [Fact]
    [Trait("threat", "T03")]
    public async Task Nobody_ends_a_finding_of_another_group_or_one_he_may_not_see()
    {
        var finding = await board.GivenAsync(A.Finding("Not theirs"));
        await board.GivenAsync(A.Finding("Another that could go on"));
        var guarded = await board.GivenAsync(A.Finding("Guarded ending").RestrictedTo(Somebody.Reviewer));
        var training = await board.AsAsync(Somebody.TrainingChair);
        var chair = await board.AsAsync(Somebody.QualityChair);
        var lead = await board.AsAsync(Somebody.SocialCareLead);

        foreach (var deed in new[] { "withdraw", "merge" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await training.OpenAsync($"/findings/{finding.Id}/{deed}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await lead.OpenAsync($"/findings/{finding.Id}/{deed}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await chair.OpenAsync($"/findings/{guarded.Id}/{deed}")).Status);
        }
        // Nor does a merge reach for one he does not see.
        var form = await chair.OpenAsync($"/findings/{finding.Id}/merge");
        var refused = await chair.OverpostAsync(form, "Merge them", ("Input.IntoId", guarded.Id.ToString()));
        Assert.Contains("Choose the finding that goes on", refused.Errors);
        Assert.Equal(FindingStatus.Standing, (await board.NowAsync(finding)).Status);
    }

    [Fact]
    [Trait("feature", "I20")]
    public async Task A_finding_keeps_the_chart_it_was_raised_from()
    {
        var indicator = AnIndicator.Of(900, "STOOD", name: "Visits as they stood");
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 16).Select(i => (double?)(70 + i % 3))]));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var raised = await chair.PressAsync(await chair.OpenAsync($"/findings/new?indicator={indicator.Id}"), "Save finding",
            ("Input.Title", "Visits stand still"), ("Input.Kind", "AreaForImprovement"), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.MeaningForChildren", "They wait"),
            ("Input.Themes", Somewhere.Neglect.Id.ToString()), ("Input.OwnerGroupId", Somewhere.Quality.Id.ToString()), ("Input.EvidenceNote", "No change for four years"));

        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 18).Select(i => (double?)(i < 16 ? 50 : 99))]));
        var page = await chair.OpenAsync(raised.Path);

        Assert.Contains("The chart as it stood on 23 November 2026", page.Text, StringComparison.Ordinal);
        Assert.Contains("Quarter 16", page.Text, StringComparison.Ordinal);
        Assert.Contains("Upper limit", page.Text, StringComparison.Ordinal);
        Assert.Contains("72.0%", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quarter 17", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("50.0%", page.Text, StringComparison.Ordinal);
        var live = await chair.OpenAsync($"/indicators/{indicator.Id}");
        Assert.Contains($"/indicators/{indicator.Id}", page.Links);
        Assert.Contains("Quarter 18", live.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("feature", "I20")]
    [Trait("threat", "T01")]
    public async Task A_kept_chart_tells_what_the_live_one_told_and_names_only_actions_its_reader_may_see()
    {
        var indicator = AnIndicator.Of(901, "TOLD", name: "Visits as they were told");
        indicator.Aim(99, null);
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([70, 71, 69, 72, 70, 71, 70, 69, 85, 86, 84, 85, 87, 86, 85, 86]));
        var recommendation = A.Recommendation("Told: visits");
        ImpactMeasure measure = new(recommendation.Record, MeasureKind.Indicator, "Told: test", new(2026, 12, 1));
        measure.Describe(MeasureKind.Indicator, "Told: test", indicator.Id, "70%", "90%", new(2026, 12, 1));
        ImprovementAction seen = new(recommendation.Record, "Told: one duty desk", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2021, 5, 1));
        ImprovementAction guarded = new(recommendation.Record, "Told: for few", Somewhere.SocialCare.Id, new(2026, 12, 31), new(2021, 6, 1));
        await board.GivenAsync(new Built<ImpactMeasure>(measure, [.. recommendation.Before, recommendation.Record, seen, guarded]));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var raised = await chair.PressAsync(await chair.OpenAsync($"/findings/new?indicator={indicator.Id}"), "Save finding",
            ("Input.Title", "Told: visits moved"), ("Input.Kind", "Strength"), ("Input.Strength", "Moderate"), ("Input.Reach", "System"), ("Input.MeaningForChildren", "They are seen"),
            ("Input.Themes", Somewhere.Neglect.Id.ToString()), ("Input.OwnerGroupId", Somewhere.Quality.Id.ToString()), ("Input.EvidenceNote", "Moved"));
        await using (var db = board.OpenAll())
        {
            var kept = await db.Actions.SingleAsync(a => a.Id == guarded.Id, Stop);
            AccessList few = new(AccessListOwner.Record, kept.Id);
            few.Admit(MemberKind.Person, Somebody.Reviewer.Id, new(2026, 1, 1), "tests");
            db.Add(few);
            kept.LimitTo(Confidentiality.Restricted, few.Id);
            await db.SaveAsync(Command.Now("Tests: restrict"), Stop);
        }

        var live = await chair.OpenAsync($"/indicators/{indicator.Id}");
        var page = await chair.OpenAsync(raised.Path);

        Assert.Equal(live.Html.QuerySelectorAll("#over-time .gt-chart__icons li").Select(li => li.TextContent), page.Html.QuerySelectorAll("#as-it-stood-1 .gt-chart__icons li").Select(li => li.TextContent));
        Assert.DoesNotContain("Target will not be met", page.Text, StringComparison.Ordinal);
        Assert.Contains("Told: one duty desk, planned (1 May 2021)", page.Html.QuerySelector("#as-it-stood-1 .gt-chart__notes")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Told: for few", page.Text, StringComparison.Ordinal);
    }
}
