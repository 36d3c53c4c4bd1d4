using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;

namespace Goldthread.Domain.Tests.Library;

[Trait("threat", "T01")]
public class ShelvingRulesTests
{
    private static readonly Guid police = Guid.NewGuid(), policeList = Guid.NewGuid(), hospital = Guid.NewGuid(), quality = Guid.NewGuid(), qualityList = Guid.NewGuid(), otherList = Guid.NewGuid();
    private static readonly Viewer officer = new(Guid.NewGuid(), "Officer", [new(Role.BoardOfficer, ScopeKind.Board, null)], [], [], true);
    private static readonly Viewer lead = new(Guid.NewGuid(), "Lead", [new(Role.AgencyLead, ScopeKind.Organisation, police)], [police], [policeList], false);
    private static readonly Viewer member = new(Guid.NewGuid(), "Member", [new(Role.GroupMember, ScopeKind.Group, quality)], [police], [policeList, qualityList], true);
    private static readonly Viewer contributor = new(Guid.NewGuid(), "Contributor", [new(Role.AgencyContributor, ScopeKind.Organisation, police)], [police], [policeList], false);
    private static readonly Viewer analyst = new(Guid.NewGuid(), "Analyst", [new(Role.Analyst, ScopeKind.Board, null)], [], [policeList, qualityList], false);
    private static readonly Readers everyBoardMember = new(Confidentiality.Board, null, []);

    [Fact]
    public void An_agency_shelves_for_itself_and_for_nobody_else()
    {
        Assert.Empty(ShelvingRules.CanShelve(lead, police, everyBoardMember));
        Assert.Equal(["OrganisationId"], ShelvingRules.CanShelve(lead, hospital, everyBoardMember).Select(p => p.Field));
        Assert.Equal(["OrganisationId"], ShelvingRules.CanShelve(lead, null, everyBoardMember).Select(p => p.Field));
        Assert.Equal(["OrganisationId"], ShelvingRules.CanShelve(contributor, police, everyBoardMember).Select(p => p.Field));
    }

    [Fact]
    public void The_office_shelves_for_everybody_and_a_member_for_the_board_itself()
    {
        Assert.Empty(ShelvingRules.CanShelve(officer, hospital, everyBoardMember));
        Assert.Empty(ShelvingRules.CanShelve(officer, null, everyBoardMember));
        Assert.Empty(ShelvingRules.CanShelve(member, null, everyBoardMember));
    }

    [Fact]
    public void Only_the_office_shows_an_item_to_anyone()
    {
        Readers anyone = new(Confidentiality.Public, null, []);

        Assert.Empty(ShelvingRules.CanShelve(officer, police, anyone));
        Assert.Equal(["Confidentiality"], ShelvingRules.CanShelve(lead, police, anyone).Select(p => p.Field));
    }

    [Fact]
    public void Nobody_opens_an_item_to_a_list_he_is_not_on()
    {
        Assert.Empty(ShelvingRules.CanShelve(lead, police, new(Confidentiality.Group, policeList, [])));
        Assert.Empty(ShelvingRules.CanShelve(member, police, new(Confidentiality.Group, qualityList, [])));
        Assert.Equal(["ListId"], ShelvingRules.CanShelve(lead, police, new(Confidentiality.Group, otherList, [])).Select(p => p.Field));
        Assert.Equal(["ListId"], ShelvingRules.CanShelve(lead, police, new(Confidentiality.Group, null, [])).Select(p => p.Field));
        Assert.Equal(["PersonIds"], ShelvingRules.CanShelve(lead, police, new(Confidentiality.Restricted, null, [])).Select(p => p.Field));
    }

    [Fact]
    public void A_member_who_does_not_keep_an_item_changes_its_card_and_never_its_readers()
    {
        var item = Item(Confidentiality.Group, policeList);
        Readers before = new(Confidentiality.Group, policeList, []);
        Readers[] others = [everyBoardMember, new(Confidentiality.Public, null, []), new(Confidentiality.Group, qualityList, []), new(Confidentiality.Restricted, null, [member.PersonId!.Value])];

        Assert.Empty(ShelvingRules.CanChange(member, item, before, police, before));
        foreach (var readers in others)
        {
            Assert.Equal(["Confidentiality"], ShelvingRules.CanChange(member, item, before, police, readers).Select(p => p.Field));
            Assert.Equal(["Confidentiality"], ShelvingRules.CanChange(analyst, item, before, police, readers).Select(p => p.Field));
        }
        Assert.Empty(ShelvingRules.CanChange(lead, item, before, police, everyBoardMember));
    }

    [Fact]
    public void The_same_names_in_another_order_are_the_same_readers()
    {
        Guid one = Guid.NewGuid(), two = Guid.NewGuid();
        Readers named = new(Confidentiality.Restricted, null, [one, two]);

        Assert.True(ShelvingRules.Same(named, new(Confidentiality.Restricted, null, [two, one])));
        Assert.False(ShelvingRules.Same(named, new(Confidentiality.Restricted, null, [one])));
        Assert.False(ShelvingRules.Same(named, new(Confidentiality.Restricted, null, [one, two, Guid.NewGuid()])));
        Assert.False(ShelvingRules.Same(new(Confidentiality.Group, policeList, []), new(Confidentiality.Group, qualityList, [])));
    }

    [Fact]
    [Trait("threat", "T01"), Trait("threat", "T27")]
    public void Whoever_only_changes_a_card_takes_it_away_from_nobody_and_opens_nothing()
    {
        Readers named = new(Confidentiality.Restricted, null, [member.PersonId!.Value]), group = new(Confidentiality.Group, qualityList, []);
        var (own, restricted) = (Item(Confidentiality.Board, policeList), Item(Confidentiality.Restricted, policeList));

        Assert.Equal(["OrganisationId"], ShelvingRules.CanChange(member, own, everyBoardMember, null, everyBoardMember).Select(p => p.Field));
        Assert.Equal(["Confidentiality"], ShelvingRules.CanChange(member, own, everyBoardMember, police, group).Select(p => p.Field));
        Assert.Equal(["Confidentiality"], ShelvingRules.CanChange(member, restricted, named, police, group).Select(p => p.Field));
        Assert.Empty(ShelvingRules.CanChange(lead, own, everyBoardMember, police, new(Confidentiality.Group, policeList, [])));
        Assert.Empty(ShelvingRules.CanChange(officer, own, everyBoardMember, null, group));
    }

    [Fact]
    public void What_may_not_be_seen_or_was_made_elsewhere_is_not_changed()
    {
        var hidden = Item(Confidentiality.Group, otherList);
        var indicator = new LibraryItem(Volume.Quantitative, "Indicator", "Referrals", new(2026, 3, 31), null, "indicator", Guid.NewGuid());

        Assert.False(ShelvingRules.MayEdit(lead, hidden));
        Assert.False(ShelvingRules.MayEdit(officer, indicator));
    }

    [Theory]
    [Trait("asvs", "V1.2.2")]
    [InlineData("https://example.org/report.pdf", true)]
    [InlineData("http://example.org", true)]
    [InlineData("javascript:alert(1)", false), InlineData("JaVaScRiPt:alert(1)", false), InlineData("\u0001javascript:alert(1)", false), InlineData("java\tscript:alert(1)", false), InlineData("vbscript:x", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//example.org", false)]
    [InlineData("https://office@example.org", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("report.pdf", false)]
    public void A_link_is_a_whole_web_address(string link, bool taken)
    {
        Assert.Equal(taken, ShelvingRules.OfCard(Volume.Training, "Report", "Title", link).Count == 0);
    }

    private static LibraryItem Item(Confidentiality confidentiality, Guid list)
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Twelve cases", new(2026, 3, 31), police);
        item.LimitTo(confidentiality, list);
        return item;
    }
}
