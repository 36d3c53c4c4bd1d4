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
using static Goldthread.Web.Tests.Thread.Readers;

namespace Goldthread.Web.Tests.Thread;

/// <summary>What hangs on a record is never read by more people than the record, whatever is done to the record (ADR 9).</summary>
[Trait("threat", "T01"), Trait("threat", "T05")]
public class ReadersOfPartsTests(Board board) : IClassFixture<Board>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changing_a_recommendation_opens_no_action_of_a_closed_meeting_and_shuts_its_owner_out_of_none()
    {
        var (recommendation, closed, open) = await GivenRaisedAsync("Edited");
        var officer = await board.AsAsync(Somebody.Officer);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation}/edit"), "Save recommendation", ("Input.Title", "Edited since"));

        await board.ExpectAsync($"/actions/{closed}", opens: [Somebody.QualityMember, Somebody.PoliceLead], shut: [Somebody.Officer, Somebody.SocialCareLead, Somebody.TrainingChair]);
        await board.ExpectAsync($"/actions/{open}", opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.PoliceLead], shut: [Somebody.Practitioner]);
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
        await board.ExpectAsync($"/actions/{closed}", opens: [Somebody.QualityChair], shut: [Somebody.Officer, Somebody.QualityMember, Somebody.PoliceLead]);
        await board.ExpectAsync($"/actions/{open}", opens: [Somebody.Officer, Somebody.QualityChair], shut: [Somebody.QualityMember, Somebody.PoliceLead]);
        Assert.DoesNotContain("and those asked", (await officer.OpenAsync($"/recommendations/{recommendation}")).Text, StringComparison.Ordinal);

        var restricted = await officer.OpenAsync($"/restrict/recommendation/{recommendation}");
        await officer.PressAsync(restricted, Lift, ("Input.OpenTo", "Board"));
        await board.ExpectAsync($"/actions/{closed}", opens: [Somebody.QualityMember, Somebody.PoliceLead], shut: [Somebody.Officer, Somebody.SocialCareLead, Somebody.TrainingChair]);
        await board.ExpectAsync($"/actions/{open}", opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.PoliceLead], shut: [Somebody.Practitioner]);
    }

    [Fact]
    public async Task A_restricted_indicator_is_not_read_by_its_card_or_by_a_finding_that_cites_it()
    {
        var indicator = AnIndicator.Of(901, "SHUTCARD", name: "Visits to be shut");
        await board.GivenAsync(new Built<Indicator>(indicator, []));
        await using (var db = board.OpenAll()) await AnIndicator.ImportAsync(db, board, indicator.Quarters([.. Enumerable.Range(0, 16).Select(i => (double?)(70 + i % 3))]));
        Finding citing = A.Finding("Cites what is shut");
        citing.RestOn(new Evidence(EvidenceSource.Indicator, indicator.Id, new(2026, 9, 1), "Seen in the figures", "Somebody"));
        await board.KeepAsync(citing);
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
    public async Task What_hangs_on_a_restricted_record_is_restricted_to_no_one_who_may_not_read_that()
    {
        var (recommendation, _, action) = await GivenRaisedAsync("Named by the part");
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), Restrict, ("Input.Reason", "About one child"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));

        var form = await officer.OpenAsync($"/restrict/action/{action}");
        Assert.Equal(new[] { $"{Somebody.Officer.Id}", $"{Somebody.QualityChair.Id}" }.Order(), form.Html.QuerySelectorAll("input[name='Input.People']").Select(i => i.GetAttribute("value")).OfType<string>().Order());
        var refused = await officer.OverpostAsync(form, "Save", ("Input.Reason", "x"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.LayMember.Id}"));

        Assert.StartsWith("What this hangs on is restricted", Assert.Single(refused.Errors), StringComparison.Ordinal);
        await board.ExpectAsync($"/actions/{action}", opens: [Somebody.Officer, Somebody.QualityChair], shut: [Somebody.LayMember]);
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
        await board.ExpectAsync($"/actions/{closed}", opens: [], shut: [Somebody.Officer, Somebody.QualityChair, Somebody.QualityMember, Somebody.PoliceLead]);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/recommendation/{recommendation}"), "Save", ("Input.Reason", "The chair as well"), ("Input.People", $"{Somebody.Officer.Id}"), ("Input.People", $"{Somebody.QualityChair.Id}"));
        await board.ExpectAsync($"/actions/{closed}", opens: [Somebody.QualityChair], shut: [Somebody.Officer, Somebody.QualityMember]);
    }

    [Fact, Trait("threat", "T02")]
    public async Task Whoever_no_longer_does_an_action_no_longer_reads_it_or_its_file()
    {
        var (action, file) = await GivenMeetingActionAsync("Passed on", Somewhere.SocialCare);
        var officer = await board.AsAsync(Somebody.Officer);
        await board.ExpectAsync($"/actions/{action.Id}", opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);

        await officer.PressAsync(await officer.OpenAsync($"/actions/{action.Id}/edit"), "Save action", ("Input.OwnerId", $"{Somewhere.Police.Id}"), ("Input.Mechanism", nameof(Mechanism.Monitoring)));

        await board.ExpectAsync($"/actions/{action.Id}", opens: [Somebody.PoliceLead, Somebody.Officer], shut: [Somebody.SocialCareLead]);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);
    }

    [Fact, Trait("threat", "T02")]
    public async Task Whoever_is_no_longer_asked_reads_no_file_of_an_action_and_nothing_once_the_action_passes_to_another()
    {
        var (recommendation, _, action) = await GivenRaisedAsync("Asked anew");
        var file = await GivenFileAsync(action);
        var officer = await board.AsAsync(Somebody.Officer);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.SocialCareLead, Somebody.PoliceLead], shut: []);

        await officer.PressAsync(await officer.OpenAsync($"/recommendations/{recommendation}/edit"), "Save recommendation", ("Input.Asked", $"{Somewhere.Police.Id}"));

        await board.ExpectAsync($"/actions/{action}", opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.PoliceLead], shut: [Somebody.SocialCareLead]);

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
        await board.ExpectAsync($"/actions/{action}", opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.SocialCareLead], shut: [Somebody.PoliceLead]);
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
        await board.KeepAsync(merged, into);
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
        await board.ExpectAsync($"/actions/{action.Id}", opens: [Somebody.Officer], shut: [Somebody.QualityChair, Somebody.SocialCareLead, Somebody.LayMember]);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.Officer], shut: [Somebody.SocialCareLead, Somebody.LayMember]);

        await officer.PressAsync(await officer.OpenAsync($"/restrict/meeting/{action.MeetingId}"), Lift, ("Input.OpenTo", "Board"));
        await board.ExpectAsync($"/actions/{action.Id}", opens: [Somebody.Officer, Somebody.SocialCareLead, Somebody.LayMember], shut: [Somebody.PoliceLead]);
        await board.ExpectAsync($"/files/{file}", opens: [Somebody.SocialCareLead, Somebody.LayMember], shut: [Somebody.PoliceLead]);
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

    // Brought by the office, as told by telephone.
    private async Task<Guid> GivenFileAsync(Guid action)
    {
        var officer = await board.AsAsync(Somebody.Officer);
        await officer.SubmitAsync(await officer.OpenAsync($"/files/attach/action/{action}"), "Attach", [("Input.Note", "Shows it")], [("Files.New", "shows-it.txt", System.Text.Encoding.UTF8.GetBytes($"{action}"))]);
        await using var db = board.OpenAll();
        return await db.FileLinks.Where(l => l.RecordId == action).Select(l => l.FileId).SingleAsync(Stop);
    }
}
