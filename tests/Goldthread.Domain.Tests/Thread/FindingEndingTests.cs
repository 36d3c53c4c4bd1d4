using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("feature", "A8")]
public class FindingEndingTests
{
    [Fact]
    public void A_finding_is_withdrawn_with_a_reason_by_those_who_govern_it_and_comes_back()
    {
        var finding = Finding("Plans stand still");

        Assert.Equal(["Reason"], finding.Withdraw(" ", QualityChair, Today).Select(p => p.Field));
        Assert.NotEmpty(finding.Withdraw("Not ours", TrainingChair, Today));
        Assert.NotEmpty(finding.Withdraw("Not ours", PoliceLead, Today));
        Assert.Equal(FindingStatus.Standing, finding.Status);

        Assert.Empty(finding.Withdraw("The audit was misread", QualityChair, Today));
        Assert.Equal((FindingStatus.Withdrawn, Today, "The audit was misread"), (finding.Status, finding.GoneOn, finding.GoneReason));
        Assert.NotEmpty(finding.Withdraw("Again", QualityChair, Today));
        Assert.StartsWith("Withdrawn: ", finding.ToSearch().Title, StringComparison.Ordinal);

        Assert.NotEmpty(finding.BringBack(TrainingChair));
        Assert.Empty(finding.BringBack(QualityChair));
        Assert.Equal((FindingStatus.Standing, null, "Plans stand still"), (finding.Status, finding.GoneReason, finding.ToSearch().Title));
        Assert.NotEmpty(finding.BringBack(QualityChair));
    }

    [Fact]
    public void Merging_hands_over_everything_that_hung_on_it()
    {
        var (finding, into, earlier, later) = (Finding("Plans stand still"), Finding("Plans are not looked at"), Finding("An early sign"), Finding("Plans again"));
        var (shared, own, theme) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var source in new[] { shared, own }) finding.RestOn(new(EvidenceSource.LibraryItem, source, Today, "Seen", "Somebody"));
        into.RestOn(new(EvidenceSource.LibraryItem, shared, Today, "Seen", "Somebody"));
        finding.TagWith([theme], [], [Police]);
        finding.Repeat([earlier.Id, into.Id]);
        into.Repeat([finding.Id]);
        later.Repeat([finding.Id, earlier.Id]);
        var recommendation = Recommendation();
        recommendation.ComeFrom([finding.Id, earlier.Id]);

        Assert.Empty(finding.MergeInto(into, "Said twice", [recommendation], [into, later], QualityChair, Today));

        Assert.Equal((FindingStatus.Merged, into.Id, "Said twice"), (finding.Status, finding.MergedIntoId, finding.GoneReason));
        Assert.Equal(new[] { shared, own }.Order(), into.Evidence.Select(e => e.SourceId).Order());
        Assert.Equal([shared], finding.Evidence.Select(e => e.SourceId)); // cited there already
        Assert.Equal([theme], into.Themes.Select(t => t.TargetId));
        Assert.Equal([Police], into.Organisations.Select(t => t.TargetId));
        Assert.Equal([earlier.Id], into.Repeats.Select(t => t.TargetId));
        Assert.Equal(new[] { into.Id, earlier.Id }.Order(), later.Repeats.Select(t => t.TargetId).Order());
        Assert.Equal(new[] { into.Id, earlier.Id }.Order(), recommendation.Findings.Select(t => t.TargetId).Order());
        Assert.NotEmpty(finding.BringBack(QualityChair));
        Assert.NotEmpty(FindingRules.MustStand(finding));
    }

    [Fact, Trait("feature", "I20")]
    public void What_both_cite_goes_on_with_both_notes_unless_they_say_the_same()
    {
        var (finding, into, indicator) = (Finding("Visits stand still"), Finding("Visits do not rise"), Guid.NewGuid());
        finding.RestOn(new Evidence(EvidenceSource.Indicator, indicator, Today, "Flat for four years", "Somebody").Showing("then"));
        finding.RestOn(new(EvidenceSource.Indicator, indicator, Today, "Below its neighbours", "Somebody"));
        into.RestOn(new Evidence(EvidenceSource.Indicator, indicator, Today, "Below its neighbours", "Somebody").Showing("now"));

        Assert.Empty(finding.MergeInto(into, "Said twice", [], [], QualityChair, Today));

        Assert.Equal([("Below its neighbours", "now"), ("Flat for four years", "then")], into.Evidence.Select(e => (e.Note, e.Chart)));
    }

    [Fact]
    public void Findings_are_not_merged_without_a_reason()
    {
        var finding = Finding("Plans stand still");

        Assert.Equal(["Reason"], finding.MergeInto(Finding("Alike"), " ", [], [], QualityChair, Today).Select(p => p.Field));

        Assert.Equal(FindingStatus.Standing, finding.Status);
    }

    [Fact, Trait("threat", "T03"), Trait("asvs", "V8.2.2")]
    public void A_recommendation_of_a_group_where_one_records_no_findings_is_not_tied_anew_by_merging()
    {
        var (own, theirs) = (Recommendation(), new Recommendation("Train every team", new(2026, 1, 5), Training));
        var (finding, into) = (Finding("Plans stand still"), Finding("Alike"));
        foreach (var recommendation in new[] { own, theirs }) recommendation.ComeFrom([finding.Id]);

        Assert.NotEmpty(finding.MergeInto(into, "Said twice", [own, theirs], [], PoliceMemberOfQuality, Today));
        Assert.Equal([finding.Id], theirs.Findings.Select(t => t.TargetId));
        // He makes no recommendations; that his own group's comes from the other one now follows from the merging.
        Assert.Empty(finding.MergeInto(into, "Said twice", [own], [], PoliceMemberOfQuality, Today));
        Assert.Equal([into.Id], own.Findings.Select(t => t.TargetId));
    }

    [Fact]
    public void Only_findings_alike_that_the_same_people_see_and_govern_are_merged()
    {
        var finding = Finding("Plans stand still");
        finding.RestOn(Piece());
        var strength = Finding("Plans are good", FindingKind.Strength);
        var elsewhere = Finding("Seen by fewer");
        elsewhere.LimitTo(Confidentiality.Group, Guid.NewGuid());
        var other = Finding("Of another group", group: Training);
        var gone = Finding("Gone");
        Assert.Empty(gone.Withdraw("Misread", QualityChair, Today));

        foreach (var into in new[] { finding, strength, elsewhere, other, gone })
            Assert.Contains("IntoId", finding.MergeInto(into, null, [], [], QualityChair, Today).Select(p => p.Field));
        Assert.NotEmpty(finding.MergeInto(Finding("Alike"), null, [], [], TrainingChair, Today));

        Assert.Equal((FindingStatus.Standing, 1), (finding.Status, finding.Evidence.Count));
    }

    private static Finding Finding(string title, FindingKind kind = FindingKind.AreaForImprovement, Guid? group = null)
    {
        Finding finding = new(kind, title, Today, group ?? Quality);
        finding.LimitTo(Confidentiality.Public, null);
        return finding;
    }
}
