using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using static Goldthread.Domain.Tests.Thread.Cast;

namespace Goldthread.Domain.Tests.Thread;

[Trait("threat", "T05")]
public class ReadersOfPartsTests
{
    [Fact]
    public void An_action_has_the_readers_of_its_meeting_where_those_are_fewer()
    {
        var recommendation = Recommendation();
        Meeting closed = new(Quality, Today, "Closed");
        closed.LimitTo(Confidentiality.Group, Guid.NewGuid());

        Assert.Same(closed, ReadersOfParts.Source(Action(), recommendation, closed));
        Assert.Same(recommendation, ReadersOfParts.Source(Action(), recommendation, null));
        Assert.Same(recommendation, ReadersOfParts.Source(Measure(recommendation), recommendation, null));
    }

    [Fact]
    public void What_is_restricted_to_people_of_its_own_does_not_go_along()
    {
        var (own, with) = (Guid.NewGuid(), Guid.NewGuid());
        var action = Action();

        Assert.True(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
        action.LimitTo(Confidentiality.Restricted, with);
        Assert.True(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
        action.LimitTo(Confidentiality.Restricted, own);
        Assert.False(ReadersOfParts.GoesAlong(action, new HashSet<Guid> { with }));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Somebody_who_governs_a_record_goes_on_reading_it()
    {
        var recommendation = Recommendation();
        var administrator = OfBoard(Role.Administrator);

        foreach (var alone in new[] { administrator, PoliceLead, TrainingChair, PoliceMemberOfQuality })
            Assert.Equal(["People"], RestrictionRules.CanRestrict(recommendation, "About one child", [alone]).Select(p => p.Field));
        foreach (var governs in new[] { QualityChair, Officer })
            Assert.Empty(RestrictionRules.CanRestrict(recommendation, "About one child", [administrator, governs]));
        Assert.Equal(["People", "Reason"], RestrictionRules.CanRestrict(recommendation, " ", []).Select(p => p.Field));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Who_only_records_or_shelves_keeps_nothing_of_the_board_and_the_lead_what_is_her_agencys_own()
    {
        Finding finding = new(FindingKind.Risk, "Plans stand still", Today, Quality);
        LibraryItem ofBoard = new(Volume.Qualitative, "Case audit", "Twelve cases", Today, null), ofPolice = new(Volume.Qualitative, "Case audit", "Six cases", Today, Police);
        Viewer analyst = OfBoard(Role.Analyst), reviewer = OfBoard(Role.Reviewer);

        foreach (var record in new ConfidentialRecord[] { finding, ofBoard })
        {
            Assert.Equal(["People"], RestrictionRules.CanLeaveTo(record, [analyst, reviewer, PoliceMemberOfQuality, PoliceLead, TrainingChair]).Select(p => p.Field));
            foreach (var keeps in new[] { Officer, BoardChairOfTheOffice }) Assert.Empty(RestrictionRules.CanLeaveTo(record, [PoliceLead, keeps]));
        }
        Assert.Empty(RestrictionRules.CanLeaveTo(finding, [QualityChair]));
        Assert.Empty(RestrictionRules.CanLeaveTo(ofPolice, [PoliceLead]));
        Assert.Equal(["PersonIds"], RestrictionRules.CanLeaveTo(ofPolice, [PoliceMemberOfQuality, analyst], "PersonIds").Select(p => p.Field));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Only_who_keeps_a_restricted_record_opens_it_again()
    {
        var list = Guid.NewGuid();
        Finding finding = new(FindingKind.Risk, "Plans stand still", Today, Quality);
        finding.LimitTo(Confidentiality.Restricted, list);
        Viewer Named(Viewer who) => new(who.PersonId!.Value, who.Name, who.Roles, who.OrganisationIds, [list], isBoardMember: true);

        Assert.True(RestrictionRules.MayLift(finding, Named(QualityChair)));
        foreach (var not in new[] { QualityChair, Named(PoliceMemberOfQuality), Named(OfBoard(Role.Analyst)) }) Assert.False(RestrictionRules.MayLift(finding, not));
    }

    [Fact]
    public void A_part_of_what_is_restricted_is_named_to_its_readers_alone()
    {
        var list = Guid.NewGuid();
        var recommendation = Recommendation();
        Viewer reads = new(Guid.NewGuid(), "Reads it", [], [], [list], isBoardMember: false);

        foreach (var source in new[] { null, recommendation }) Assert.True(ReadersOfParts.MayBeNamed(source, PoliceLead));
        recommendation.LimitTo(Confidentiality.Restricted, list);
        Assert.True(ReadersOfParts.MayBeNamed(recommendation, reads));
        Assert.False(ReadersOfParts.MayBeNamed(recommendation, PoliceLead));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void A_restricted_file_hangs_on_the_record_whose_list_it_bears_and_else_on_the_narrowest()
    {
        var (file, shut, other, open) = (AFile(), Item(Confidentiality.Restricted), Item(Confidentiality.Restricted), Item(Confidentiality.Board));

        Assert.Null(ReadersOfParts.SourceOf(file, []));
        Assert.Same(open, ReadersOfParts.SourceOf(file, [open]));
        Assert.Null(ReadersOfParts.SourceOf(file, [open, shut])); // open: it may have come in with either
        file.LimitTo(Confidentiality.Restricted, shut.AccessListId);
        Assert.Same(shut, ReadersOfParts.SourceOf(file, [open, other, shut]));
        file.LimitTo(Confidentiality.Restricted, Guid.NewGuid());
        Assert.Same(shut, ReadersOfParts.SourceOf(file, [open, shut]));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void A_file_for_named_people_serves_only_records_that_are_for_the_same_people()
    {
        var (file, shut) = (AFile(), Item(Confidentiality.Restricted));
        var onTheSameList = Item(Confidentiality.Group, shut.AccessListId);

        Assert.Empty(ReadersOfParts.CanServe(file, shut));
        file.LimitTo(Confidentiality.Restricted, shut.AccessListId);
        Assert.Empty(ReadersOfParts.CanServe(file, shut));
        foreach (var wider in new[] { Item(Confidentiality.Board), Item(Confidentiality.Restricted), onTheSameList })
            Assert.Equal("KnownId", Assert.Single(ReadersOfParts.CanServe(file, wider)).Field);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public void Each_kind_is_restricted_by_the_right_that_governs_it()
    {
        var recommendation = Recommendation();
        Finding finding = new(FindingKind.Risk, "Plans stand still", Today, Quality);
        finding.LimitTo(Confidentiality.Public, null);

        Assert.True(RestrictionRules.MayRestrict(finding, PoliceMemberOfQuality));
        Assert.False(RestrictionRules.MayRestrict(recommendation, PoliceMemberOfQuality));
        Assert.True(RestrictionRules.MayRestrict(recommendation, QualityChair));
        Assert.False(RestrictionRules.MayRestrict(recommendation, TrainingChair));
    }

    private static StoredFile AFile() => new("Notes.txt", "text/plain", 5, "0", Today, DateTime.UnixEpoch, "tests");

    private static LibraryItem Item(Confidentiality confidentiality, Guid? list = null)
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "An item", Today, null);
        item.LimitTo(confidentiality, list ?? Guid.NewGuid());
        return item;
    }

    private static Viewer OfBoard(Role role) => new(Guid.NewGuid(), role.ToString(), [new(role, ScopeKind.Board, null)], [], [], isBoardMember: true);
}
