using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Dataset;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Goldthread.Web.Tests.Dataset;
using Goldthread.Web.Tests.Governance;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>What hangs on a record is never read by more people than the record, whatever is done to the record (ADR 9).</summary>
[Trait("threat", "T01"), Trait("threat", "T05")]
public class ReadersOfPartsTests(Board board) : IClassFixture<Board>
{
    private const string Restrict = "Restrict it to these people", Lift = "Lift the restriction";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lifting_one_restriction_opens_no_file_of_another_record_on_the_same_list()
    {
        var (one, other) = (A.Finding("On a shared list").Record, A.Finding("On the same list").Record);
        AccessList shared = new(AccessListOwner.Record, other.Id);
        shared.Admit(MemberKind.Person, Somebody.QualityChair.Id, new(2026, 1, 1), "tests");
        foreach (var finding in new[] { one, other }) finding.LimitTo(Confidentiality.Restricted, shared.Id);
        var (mine, theirs) = (AFile(one), AFile(other));
        await GivenAsync(shared, one, other, mine, theirs, new FileLink(mine.Id, "finding", one.Id), new FileLink(theirs.Id, "finding", other.Id));
        var chair = await board.AsAsync(Somebody.QualityChair);

        await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{one.Id}"), Lift, ("Input.OpenTo", "Board"));

        Assert.Equal((Confidentiality.Board, Confidentiality.Board), ((await board.NowAsync(one)).Confidentiality, (await board.NowAsync(mine)).Confidentiality));
        Assert.Equal((Confidentiality.Restricted, Confidentiality.Restricted), ((await board.NowAsync(other)).Confidentiality, (await board.NowAsync(theirs)).Confidentiality));
    }

    [Fact]
    public async Task Changing_a_recommendation_opens_no_action_of_a_closed_meeting_and_shuts_its_owner_out_of_none()
    {
        var (recommendation, closed, open) = await GivenRaisedAsync("Edited");
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation}/edit"), "Save recommendation", ("Input.Title", "Edited since"));

        await ExpectAsync(closed, opens: [Somebody.QualityMember, Somebody.PoliceLead], shut: [Somebody.Officer, Somebody.SocialCareLead, Somebody.TrainingChair]);
        await ExpectAsync(open, opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.PoliceLead], shut: [Somebody.Practitioner]);
    }

    [Fact]
    public async Task Restricting_and_lifting_leaves_an_action_of_a_closed_meeting_closed()
    {
        var (recommendation, closed, open) = await GivenRaisedAsync("Shut and opened");
        var officer = await board.AsAsync(Somebody.Officer);

        // The officer can't see the action of the closed meeting: it goes along all the same, unsaid, and nobody comes in by it.
        var form = await officer.OpenAsync($"/restrict/recommendation/{recommendation}");
        Assert.Contains("hangs on it: 1 action,", form.Text, StringComparison.Ordinal);
        await officer.PressAsync(form, Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));
        await ExpectAsync(closed, opens: [Somebody.QualityChair], shut: [Somebody.Officer, Somebody.QualityMember, Somebody.PoliceLead]);
        await ExpectAsync(open, opens: [Somebody.Officer, Somebody.QualityChair], shut: [Somebody.QualityMember, Somebody.PoliceLead]);
        Assert.DoesNotContain("and those asked", (await officer.OpenAsync($"/recommendations/{recommendation}")).Text, StringComparison.Ordinal);

        var restricted = await officer.OpenAsync($"/restrict/recommendation/{recommendation}");
        await officer.PressAsync(restricted, Lift, ("Input.OpenTo", "Board"));
        await ExpectAsync(closed, opens: [Somebody.QualityMember, Somebody.PoliceLead], shut: [Somebody.Officer, Somebody.SocialCareLead, Somebody.TrainingChair]);
        await ExpectAsync(open, opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.PoliceLead], shut: [Somebody.Practitioner]);
    }

    [Fact]
    public async Task A_restricted_indicator_is_not_read_by_its_card_or_by_a_finding_that_cites_it()
    {
        var indicator = AnIndicator.Of(901, "SHUTCARD", name: "Visits to be shut");
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 16).Select(i => (double?)(70 + i % 3))]));
        Finding citing = A.Finding("Cites what is shut");
        citing.RestOn(new Evidence(EvidenceSource.Indicator, indicator.Id, new(2026, 9, 1), "Seen in the figures", "Somebody"));
        await GivenAsync(citing);
        var (officer, member) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityMember));
        Assert.Contains("Visits to be shut", (await member.OpenAsync($"/findings/{citing.Id}")).Text, StringComparison.Ordinal);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/indicator/{indicator.Id}"), Restrict, ("Input.Reason", "Small numbers"), ("Input.People", $"{Somebody.Officer.Id}"));

        foreach (var address in new[] { $"/findings/{citing.Id}", "/library/quantitative" })
            Assert.DoesNotContain("Visits to be shut", (await member.OpenAsync(address)).Body, StringComparison.Ordinal);
        await using (var db = board.OpenAll()) Assert.Equal(Confidentiality.Restricted, (await db.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop)).Confidentiality);
        // Nor where the card was left open.
        await using (var db = board.OpenAll())
        {
            (await db.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop)).LimitTo(Confidentiality.Board, null);
            await db.SaveAsync(Command.Now("Tests: card"), Stop);
        }
        Assert.DoesNotContain((await member.OpenAsync($"/findings/{citing.Id}")).Links, l => l.StartsWith("/indicators/", StringComparison.Ordinal) || l.StartsWith("/library/items/", StringComparison.Ordinal));

        await officer.PressAsync(await officer.OpenAsync($"/restrict/indicator/{indicator.Id}"), Lift, ("Input.OpenTo", "Board"));
        Assert.Contains("Visits to be shut", (await member.OpenAsync($"/findings/{citing.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_merged_into_a_finding_and_its_file_are_shut_with_it()
    {
        var (merged, into) = (A.Finding("Merged before").Record, A.Finding("Shut after").Record);
        var file = AFile(merged);
        await GivenAsync(merged, into, file, new FileLink(file.Id, "finding", merged.Id));
        var (chair, member) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.QualityMember));
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", $"{into.Id}"), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));
        await using (var db = board.OpenAll()) Assert.Equal([into.Id], await db.FileLinks.Where(l => l.FileId == file.Id).Select(l => l.RecordId).ToListAsync(Stop));

        await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{into.Id}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(file)).Confidentiality);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/findings/{merged.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await chair.OpenAsync($"/findings/{merged.Id}")).Status);
    }

    [Fact]
    public async Task Restricting_asks_why_warns_who_loses_it_and_leaves_somebody_who_governs_it()
    {
        Recommendation recommendation = A.Recommendation("Not closed to oneself");
        await GivenAsync(recommendation);
        var (officer, administrator) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Administrator));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/restrict/recommendation/{recommendation.Id}")).Status); // she does not see it

        var form = await officer.OpenAsync($"/restrict/recommendation/{recommendation.Id}");
        foreach (var loses in new[] { $"The business office: {Somebody.Officer.Name}", Somebody.QualityChair.Name, "Those asked: Children's Social Care" }) Assert.Contains(loses, form.Text, StringComparison.Ordinal);
        var refused = await officer.PressAsync(form, Restrict, ("Input.People", $"{Somebody.SocialCareLead.Id}"));
        Assert.Equal(2, refused.Errors.Count);
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(recommendation)).Confidentiality);
        await officer.PressAsync(refused, Restrict, ("Input.People", $"{Somebody.QualityChair.Id}"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.Reason", "Names a child’s school"));

        Assert.Contains("Names a child’s school", (await officer.OpenAsync($"/history/recommendation/{recommendation.Id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Names a child’s school", (await administrator.OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task Who_only_records_findings_restricts_findings_and_no_recommendation()
    {
        var built = A.Recommendation("Restricted by the right of its kind");
        var recommendation = await board.GivenAsync(built);
        var member = await board.AsAsync(Somebody.QualityMember);

        Assert.Equal(HttpStatusCode.OK, (await member.OpenAsync($"/restrict/finding/{built.Before.OfType<Finding>().Single().Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.OpenAsync($"/restrict/recommendation/{recommendation.Id}")).Status);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_member_shuts_no_finding_away_from_those_who_see_it_through()
    {
        Finding finding = A.Finding("Shut away by a member");
        await GivenAsync(finding);
        var member = await board.AsAsync(Somebody.QualityMember);
        var form = await member.OpenAsync($"/restrict/finding/{finding.Id}");

        var refused = await member.PressAsync(form, Restrict, ("Input.Reason", "x"), ("Input.People", $"{Somebody.QualityMember.Id}"));

        Assert.StartsWith("Choose also somebody who governs it", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(finding)).Confidentiality);
        await member.PressAsync(refused, Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityMember.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));
        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(finding)).Confidentiality);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_finding_that_a_member_records_for_named_people_is_read_by_the_chair_who_answers_for_it()
    {
        var (member, chair) = (await board.AsAsync(Somebody.QualityMember), await board.AsAsync(Somebody.QualityChair));

        await member.OverpostAsync(await member.OpenAsync("/findings/new"), "Save finding", ("Input.Title", "Named from the start"), ("Input.Detail", "d"), ("Input.MeaningForChildren", "m"), ("Input.OwnerGroupId", $"{Somewhere.Quality.Id}"),
            ("Input.Themes", $"{Somewhere.Neglect.Id}"), ("Input.Kind", "Risk"), ("Input.Strength", "Weak"), ("Input.Reach", "System"), ("Input.Confidentiality", "Restricted"));

        Finding finding;
        await using (var db = board.OpenAll()) finding = await db.Findings.SingleAsync(f => f.Title == "Named from the start", Stop);
        Assert.Equal(Confidentiality.Restricted, finding.Confidentiality);
        foreach (var reads in new[] { member, chair }) Assert.Equal(HttpStatusCode.OK, (await reads.OpenAsync($"/findings/{finding.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.Officer)).OpenAsync($"/findings/{finding.Id}")).Status);
    }

    [Fact]
    public async Task What_hangs_on_a_restricted_record_is_restricted_to_no_one_who_may_not_read_that()
    {
        var (recommendation, _, action) = await GivenRaisedAsync("Named by the part");
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        var form = await officer.OpenAsync($"/restrict/action/{action}");
        Assert.Equal(new[] { $"{Somebody.Officer.Id}", $"{Somebody.QualityChair.Id}" }.Order(), form.Html.QuerySelectorAll("input[name='Input.People']").Select(i => i.GetAttribute("value")).OfType<string>().Order());
        var refused = await officer.OverpostAsync(form, "Save", ("Input.Reason", "x"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.LayMember.Id}"));

        Assert.StartsWith("What this hangs on is restricted", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await ExpectAsync(action, opens: [Somebody.Officer, Somebody.QualityChair], shut: [Somebody.LayMember]);
    }

    [Fact]
    public async Task Whoever_restricts_a_part_is_told_nothing_of_a_record_that_is_hidden_from_him()
    {
        var (recommendation, _, action) = await GivenRaisedAsync("Hidden from who restricts the part");
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair));
        await officer.PressAsync(await officer.OpenAsync($"/restrict/action/{action}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.LayMember.Id}"));
        await chair.PressAsync(await chair.OpenAsync($"/restrict/recommendation/{recommendation}"), Restrict, ("Input.Reason", "About another"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        var form = await officer.OpenAsync($"/restrict/action/{action}");

        Assert.DoesNotContain("hangs on is restricted", form.Text, StringComparison.Ordinal);
        Assert.Equal(new[] { $"{Somebody.Officer.Id}", $"{Somebody.LayMember.Id}" }.Order(), form.Html.QuerySelectorAll("input[name='Input.People']").Select(i => i.GetAttribute("value")).OfType<string>().Order());
        Assert.False(form.Offers(Lift));
    }

    [Fact]
    public async Task An_action_of_a_closed_meeting_is_read_by_nobody_who_was_not_chosen()
    {
        var (recommendation, closed, _) = await GivenRaisedAsync("Chosen by nobody who met");
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"));
        await ExpectAsync(closed, opens: [], shut: [Somebody.Officer, Somebody.QualityChair, Somebody.QualityMember, Somebody.PoliceLead]);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), "Save", ("Input.Reason", "The chair as well"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));
        await ExpectAsync(closed, opens: [Somebody.QualityChair], shut: [Somebody.Officer, Somebody.QualityMember]);
    }

    [Fact, Trait("threat", "T02")]
    public async Task Whoever_no_longer_does_an_action_no_longer_reads_it_or_its_file()
    {
        var (action, file) = await GivenMeetingActionAsync("Passed on", Somewhere.SocialCare);
        var officer = await board.AsAsync(Somebody.Officer);
        await ExpectAsync(action.Id, opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);

        await officer.PressAsync(await officer.OpenAsync($"/actions/{action.Id}/edit"), "Save action", ("Input.OwnerId", $"{Somewhere.Police.Id}"), ("Input.Mechanism", nameof(Mechanism.Monitoring)));

        await ExpectAsync(action.Id, opens: [Somebody.PoliceLead, Somebody.Officer], shut: [Somebody.SocialCareLead]);
        await ExpectFileAsync(file, opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);
    }

    [Fact, Trait("threat", "T02")]
    public async Task Whoever_is_no_longer_asked_reads_no_file_of_an_action_and_nothing_once_the_action_passes_to_another()
    {
        var (recommendation, _, action) = await GivenRaisedAsync("Asked anew");
        var file = await GivenFileAsync(action);
        var officer = await board.AsAsync(Somebody.Officer);
        await ExpectFileAsync(file, opens: [Somebody.SocialCareLead, Somebody.PoliceLead], shut: []);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation}/edit"), "Save recommendation", ("Input.Asked", $"{Somewhere.Police.Id}"));

        await ExpectAsync(action, opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);
        await ExpectFileAsync(file, opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);

        // The police go on reading while they act, though only social care is asked now; and then no longer.
        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation}/edit"), "Save recommendation", ("Input.Asked", $"{Somewhere.SocialCare.Id}"));
        var police = await board.AsAsync(Somebody.PoliceLead);
        Assert.Equal(HttpStatusCode.OK, (await police.OpenAsync($"/recommendations/{recommendation}")).Status);
        await using (var db = board.OpenAll())
        {
            db.Remove(await db.Actions.SingleAsync(a => a.RecommendationId == recommendation && a.Id != action, Stop)); // that of the closed meeting, also theirs
            await db.SaveAsync(Command.Now("Tests: only one action"), Stop);
        }
        await officer.PressAsync(await officer.OpenAsync($"/actions/{action}/edit"), "Save action", ("Input.OwnerId", $"{Somewhere.SocialCare.Id}"), ("Input.Mechanism", nameof(Mechanism.Monitoring)));
        Assert.Equal(HttpStatusCode.NotFound, (await police.OpenAsync($"/recommendations/{recommendation}")).Status);
        await ExpectAsync(action, opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);
        await ExpectFileAsync(file, opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);
    }

    [Fact]
    public async Task A_file_of_a_finding_is_not_widened_by_an_item_it_serves_too_also_after_a_merge()
    {
        var (merged, into) = (A.Finding("Merged with its file").ForGroup(Somewhere.Quality).Record, A.Finding("Takes the file over").ForGroup(Somewhere.Quality).Record);
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Shows the file too", new(2026, 9, 1), null);
        var file = AFile(merged);
        await GivenAsync(merged, into, item, file, new FileLink(file.Id, "finding", merged.Id), new FileLink(file.Id, "item", item.Id));
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", $"{into.Id}"), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));

        await chair.PressAsync(await chair.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Summary", "Edited since"));

        Assert.Equal((Confidentiality.Group, Somewhere.Quality.AccessListId), ((await board.NowAsync(file)).Confidentiality, (await board.NowAsync(file)).AccessListId));
    }

    [Fact]
    public async Task A_file_restricted_by_itself_stays_so_when_its_item_is_changed_until_that_is_lifted()
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", "With one closed file", new(2026, 9, 1), null);
        var file = AFile(item);
        await GivenAsync(item, file, new FileLink(file.Id, "item", item.Id));
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Restrict, ("Input.Reason", "Names a child"), ("Input.People", $"{Somebody.Officer.Id}"));

        await officer.PressAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Summary", "Edited since"));
        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(file)).Confidentiality);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(file)).Confidentiality);
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_file_for_named_people_is_attached_to_no_record_with_other_readers()
    {
        var (_, file, wider) = await GivenShutFileAsync("Attached elsewhere");
        var analyst = await board.AsAsync(Somebody.Analyst);
        var form = await analyst.OpenAsync($"/files/attach/item/{wider.Id}");

        var refused = await analyst.OverpostAsync(form, "Attach", ("Input.KnownId", $"{file.Id}"));

        Assert.DoesNotContain($"{file.Id}", form.Body, StringComparison.Ordinal);
        Assert.StartsWith("This file is for named people", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Equal(1, await db.FileLinks.CountAsync(l => l.FileId == file.Id, Stop));
    }

    [Fact, Trait("asvs", "V8.2.2")]
    public async Task A_file_of_a_restricted_item_is_named_to_none_but_its_readers_though_it_serves_another_record_and_opens_after_it()
    {
        var (item, file, wider) = await GivenShutFileAsync("Serves two");
        await GivenAsync(new FileLink(file.Id, "item", wider.Id)); // as it could be attached before
        var (officer, analyst) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Analyst));
        (string, string)[] widened = [("Input.Reason", "x"), .. new[] { Somebody.Officer, Somebody.Analyst, Somebody.LayMember }.Select(s => ("Input.People", $"{s.Id}"))];

        var whole = await analyst.OverpostAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened);
        await analyst.PressAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened[..^1]); // now on a list of its own
        var own = await analyst.OverpostAsync(await analyst.OpenAsync($"/restrict/file/{file.Id}"), "Save", widened);
        foreach (var refused in new[] { whole, own }) Assert.StartsWith("What this hangs on is restricted", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await ExpectAsync($"/history/file/{file.Id}", opens: [Somebody.Officer, Somebody.Analyst], shut: [Somebody.LayMember, Somebody.Chair]);

        var early = await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        Assert.StartsWith("What it hangs on is restricted", Assert.Single(early.Errors), StringComparison.Ordinal);
        await officer.PressAsync(await officer.OpenAsync($"/library/items/{item.Id}/edit"), "Save", ("Input.Confidentiality", "Board"));
        await officer.PressAsync(await officer.OpenAsync($"/restrict/file/{file.Id}"), Lift, ("Input.OpenTo", "Board"));
        await ExpectAsync($"/history/file/{file.Id}", opens: [Somebody.LayMember, Somebody.Chair], shut: [Somebody.PoliceLead]);
    }

    [Fact]
    public async Task Whoever_restricts_a_record_is_told_which_files_something_else_keeps_open()
    {
        Finding finding = A.Finding("Shut, its file not");
        LibraryItem item = new(Volume.Qualitative, "Case audit", "Uses the file too", new(2026, 9, 1), null);
        var (mine, both, hidden) = (AFile(finding, "mine.txt"), AFile(finding, "both.txt"), AFile(finding, "hidden.txt"));
        hidden.LimitTo(Confidentiality.Group, Somewhere.Panel.AccessListId);
        await GivenAsync(finding, item, mine, both, hidden);
        await GivenAsync([.. new[] { mine, both, hidden }.Select(f => new FileLink(f.Id, "finding", finding.Id)), .. new[] { both, hidden }.Select(f => new FileLink(f.Id, "item", item.Id))]);
        var chair = await board.AsAsync(Somebody.QualityChair);

        var saved = await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{finding.Id}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        Assert.Contains("Restricted to the people you chose. Files that stay open because something else uses them too: both.txt<", saved.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden.txt", saved.Body, StringComparison.Ordinal);
        await ExpectAsync($"/history/file/{mine.Id}", opens: [Somebody.QualityChair], shut: [Somebody.LayMember]);
        await ExpectAsync($"/history/file/{both.Id}", opens: [Somebody.QualityChair, Somebody.LayMember], shut: []);
    }

    [Fact]
    public async Task The_card_of_an_indicator_is_not_restricted_without_it()
    {
        var indicator = AnIndicator.Of(902, "CARDALONE", name: "Visits on a card");
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        LibraryItem card;
        await using (var db = board.OpenAll())
        {
            await AnIndicator.ImportAsync(db, board, indicator.Quarters(80, 81));
            card = await db.LibraryItems.SingleAsync(i => i.SourceId == indicator.Id, Stop);
        }
        var officer = await board.AsAsync(Somebody.Officer);

        var form = await officer.OpenAsync($"/restrict/item/{card.Id}");
        var refused = await officer.PressAsync(form, Restrict, ("Input.Reason", "Small numbers"), ("Input.People", $"{Somebody.Officer.Id}"));

        foreach (var page in new[] { form, refused }) Assert.Equal("This is the card of the indicator: restrict the indicator itself, and its card goes with it", Assert.Single(page.Errors));
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(card)).Confidentiality);
        Assert.Contains("hangs on it: 1 library card", (await officer.OpenAsync($"/restrict/indicator/{indicator.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_merged_into_a_restricted_one_is_not_opened_alone()
    {
        var (merged, into) = (A.Finding("Merged, not opened alone").Record, A.Finding("Shut, and goes on").Record);
        await GivenAsync(merged, into);
        var chair = await board.AsAsync(Somebody.QualityChair);
        await chair.PressAsync(await chair.OpenAsync($"/findings/{merged.Id}/merge"), "Merge them", ("Input.IntoId", $"{into.Id}"), ("Input.Reason", "Said twice"), ("Input.Compared", "true"));
        await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{into.Id}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        var refused = await chair.PressAsync(await chair.OpenAsync($"/restrict/finding/{merged.Id}"), Lift, ("Input.OpenTo", "Board"));

        Assert.StartsWith("What it hangs on is restricted", Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(Confidentiality.Restricted, (await board.NowAsync(merged)).Confidentiality);
    }

    [Fact]
    public async Task Restricting_a_meeting_takes_its_actions_along_and_lifting_gives_them_back_to_whoever_does_them()
    {
        var (action, file) = await GivenMeetingActionAsync("Along with its meeting", Somewhere.SocialCare);
        var officer = await board.AsAsync(Somebody.Officer);

        var form = await officer.OpenAsync($"/restrict/meeting/{action.MeetingId}");
        Assert.Contains("hangs on it: 1 action", form.Text, StringComparison.Ordinal);
        await officer.PressAsync(form, Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"));
        await ExpectAsync(action.Id, opens: [Somebody.Officer], shut: [Somebody.QualityChair, Somebody.SocialCareLead, Somebody.LayMember]);
        await ExpectFileAsync(file, opens: [Somebody.Officer], shut: [Somebody.SocialCareLead, Somebody.LayMember]);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/meeting/{action.MeetingId}"), Lift, ("Input.OpenTo", "Board"));
        await ExpectAsync(action.Id, opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.LayMember], shut: [Somebody.PoliceLead]);
        await ExpectFileAsync(file, opens: [Somebody.SocialCareLead, Somebody.LayMember], shut: [Somebody.PoliceLead]);
    }

    [Fact]
    public async Task A_restricted_decision_is_opened_again_and_no_wider_than_its_meeting()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Closed", Confidentiality.Group));
        Decision decision = new(meeting, 1, "Opened again");
        await board.GivenAsync(new Built<Decision>(decision, []).RestrictedTo(Somebody.QualityChair));
        var chair = await board.AsAsync(Somebody.QualityChair);

        await chair.PressAsync(await chair.OpenAsync($"/restrict/decision/{decision.Id}"), Lift, ("Input.OpenTo", "Board"));

        var now = await board.NowAsync(decision);
        Assert.Equal((Confidentiality.Group, Somewhere.Quality.AccessListId), (now.Confidentiality, now.AccessListId));
    }

    [Fact]
    public async Task A_decision_is_shown_alone_to_its_reader_who_may_not_see_the_meeting_and_to_nobody_else()
    {
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, "Hidden from the reader", Confidentiality.Group));
        Decision decision = new(meeting, 1, "Read alone");
        await board.GivenAsync(new Built<Decision>(decision, []).RestrictedTo(Somebody.LayMember));
        var reader = await board.AsAsync(Somebody.LayMember);

        var shown = await reader.OpenAsync($"/decisions/{decision.Id}");

        Assert.Equal((HttpStatusCode.OK, $"/decisions/{decision.Id}"), (shown.Status, shown.Path));
        Assert.Contains("Read alone", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{meeting.Id}", shown.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/meetings/{meeting.Id}")).Status);
        foreach (var other in new[] { Somebody.PoliceLead, Somebody.QualityChair, Somebody.Officer })
            Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(other)).OpenAsync($"/decisions/{decision.Id}")).Status);
    }

    // A recommendation asked of social care, with two actions of the police: one from a closed meeting, one from an open one.
    private async Task<(Guid Recommendation, Guid Closed, Guid Open)> GivenRaisedAsync(string title)
    {
        var finding = await board.GivenAsync(A.Finding($"Finding of {title}"));
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair));
        await officer.PressAsync(await officer.OpenAsync($"/recommendations/new?finding={finding.Id}"), "Save recommendation", ("Input.Title", title), ("Input.Asked", $"{Somewhere.SocialCare.Id}"));
        Guid id;
        await using (var db = board.OpenAll()) id = (await db.Recommendations.SingleAsync(r => r.Title == title, Stop)).Id;
        List<Guid> actions = [];
        foreach (var confidentiality in new[] { Confidentiality.Group, Confidentiality.Board })
        {
            var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, $"{confidentiality} of {title}", confidentiality));
            await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), "Add to the record", ("Input.Line", $"action: {confidentiality} of {title}"),
                ("Input.OwnerId", $"{Somewhere.Police.Id}"), ("Input.Due", "1 February 2027"), ("Input.RecommendationId", $"{id}"));
            await using var db = board.OpenAll();
            actions.Add((await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, Stop)).Id);
        }
        return (id, actions[0], actions[1]);
    }

    // An action of an agency, raised for itself in an open meeting of the quality group, with a file.
    private async Task<(ImprovementAction Action, Guid File)> GivenMeetingActionAsync(string title, Organisation owner)
    {
        var chair = await board.AsAsync(Somebody.QualityChair);
        var meeting = await board.GivenAsync(Given.AMeetingOf(Somewhere.Quality, $"Meeting of {title}"));
        await chair.PressAsync(await chair.OpenAsync($"/meetings/{meeting.Id}"), "Add to the record", ("Input.Line", $"action: {title}"), ("Input.OwnerId", $"{owner.Id}"), ("Input.Due", "1 February 2027"));
        await using var db = board.OpenAll();
        var action = await db.Actions.SingleAsync(a => a.MeetingId == meeting.Id, Stop);
        return (action, await GivenFileAsync(action.Id));
    }

    // An item for the officer and an analyst alone, with its file; and an item of the analyst's that the board reads.
    private async Task<(LibraryItem Item, StoredFile File, LibraryItem Wider)> GivenShutFileAsync(string title)
    {
        LibraryItem item = new(Volume.Qualitative, "Case audit", title, new(2026, 9, 1), null), wider = new(Volume.Qualitative, "Case audit", $"Wider: {title}", new(2026, 9, 1), null);
        AccessList named = new(AccessListOwner.Record, item.Id), own = new(AccessListOwner.Record, wider.Id);
        foreach (var (list, somebody) in new[] { (named, Somebody.Officer), (named, Somebody.Analyst), (own, Somebody.Analyst) }) list.Admit(MemberKind.Person, somebody.Id, new(2026, 1, 1), "tests");
        item.LimitTo(Confidentiality.Restricted, named.Id);
        wider.LimitTo(Confidentiality.Board, own.Id);
        var file = AFile(item);
        await GivenAsync(named, own, item, wider, file, new FileLink(file.Id, "item", item.Id));
        return (item, file, wider);
    }

    // Brought by the office, as told by telephone.
    private async Task<Guid> GivenFileAsync(Guid action)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync($"/files/attach/action/{action}"), "Attach", [("Input.Note", "Shows it")], [("Files.New", "shows-it.txt", System.Text.Encoding.UTF8.GetBytes($"{action}"))]);
        await using var db = board.OpenAll();
        return await db.FileLinks.Where(l => l.RecordId == action).Select(l => l.FileId).SingleAsync(Stop);
    }

    private Task ExpectAsync(Guid action, Somebody[] opens, Somebody[] shut) => ExpectAsync($"/actions/{action}", opens, shut);

    private Task ExpectFileAsync(Guid file, Somebody[] opens, Somebody[] shut) => ExpectAsync($"/files/{file}", opens, shut);

    private async Task ExpectAsync(string address, Somebody[] opens, Somebody[] shut)
    {
        foreach (var (somebody, status) in opens.Select(s => (s, HttpStatusCode.OK)).Concat(shut.Select(s => (s, HttpStatusCode.NotFound))))
            Assert.True((await (await board.AsAsync(somebody)).OpenAsync(address)).Status == status, $"{somebody} should meet {status} at {address}");
    }

    private static StoredFile AFile(ConfidentialRecord record, string name = "Notes.txt")
    {
        StoredFile file = new(name, "text/plain", 5, record.Id.ToString("N") + record.Id.ToString("N"), new(2026, 9, 1), new(2026, 9, 1, 9, 0, 0, DateTimeKind.Utc), "tests");
        file.LimitLike(record);
        return file;
    }

    private async Task GivenAsync(params object[] records)
    {
        await using var db = board.OpenAll();
        db.AddRange(records);
        await db.SaveAsync(Command.Now("Tests: given"), Stop);
    }
}
