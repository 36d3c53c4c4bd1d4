using System.Net;
using AngleSharp.Dom;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Thread;

/// <summary>Two people decide on one record at the same time: the second is told in words what the first did, and overturns it
/// only knowingly.</summary>
[Trait("feature", "Z4")]
public class TwoAtOnceTests(Board board) : IClassFixture<Board>
{
    private const string Told = "Somebody else saved this while you were typing";

    // What this person typed, and what is saved, where exactly one field differs.
    private static (string Mine, string Theirs) SideBySide(Screen screen) =>
        (screen.Html.QuerySelectorAll(".gt-side-by-side__yours dd").Single().TextContent, screen.Html.QuerySelectorAll(".gt-side-by-side__theirs dd").Single().TextContent);

    [Fact]
    public async Task What_was_accepted_meanwhile_is_sent_back_only_by_choosing_to_take_the_acceptance_back()
    {
        var action = await board.GivenAsync(An.Action("Accepted by one, sent back by the other").ReportedDone());
        var (officer, chair, path) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair), $"/actions/{action.Id}/verify");
        var (theirs, mine) = (await officer.OpenAsync(path), await chair.OpenAsync(path));

        await officer.PressAsync(theirs, "Save the decision", ("Input.Decision", "Accept"));
        var told = await chair.PressAsync(mine, "Save the decision", ("Input.Decision", "SendBack"), ("Input.Reason", "The night shift is missing"));
        var pressedAgain = await chair.PressAsync(told, "Save the decision");

        foreach (var said in new[] { Told, "Olive Office accepted this action at 10:00am", "Status: Accepted as done (before: Reported done)" })
            Assert.Contains(said, told.Text, StringComparison.Ordinal);
        Assert.Contains("It was accepted in the meantime. To undo that, choose “Take the acceptance back”", told.Errors);
        Assert.Empty(told.Html.QuerySelectorAll("input[name='Input.Decision'][checked]"));
        Assert.Equal("The night shift is missing", told.Html.QuerySelector("#Input_Reason")!.TextContent.Trim());
        Assert.Equal(["Choose whether to accept it or to send it back"], pressedAgain.Errors);
        Assert.Equal(ActionStatus.Verified, (await board.NowAsync(action)).Status);

        await chair.PressAsync(pressedAgain, "Save the decision", ("Input.Decision", "TakeBack"));
        Assert.Equal(ActionStatus.UnderWay, (await board.NowAsync(action)).Status);
        Assert.Contains("Took back the acceptance of this action", (await chair.OpenAsync($"/history/action/{action.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_before_the_page_was_opened_is_not_told_as_done_meanwhile()
    {
        var recommendation = await board.GivenAsync(A.Recommendation("Something was added to it"));
        var (officer, chair, path) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair), $"/recommendations/{recommendation.Id}/edit");
        await officer.PressAsync(await officer.OpenAsync(path), "Save recommendation", ("Input.DifferenceForChildren", "Said before"));
        var mine = await chair.OpenAsync(path);

        await officer.PressAsync(await officer.OpenAsync($"/measures/new?recommendation={recommendation.Id}"), "Save impact test", ("Input.Kind", "ReAudit"), ("Input.HowSeen", "A re-audit"), ("Input.Baseline", "5 of 12"), ("Input.Target", "11 of 12"));
        var told = await chair.PressAsync(mine, "Save recommendation", ("Input.DifferenceForChildren", "Said after"));

        Assert.Equal("Olive Office added something to this recommendation at 10:00am", Assert.Single(told.Html.QuerySelectorAll(".govuk-error-summary li strong")).TextContent);
        Assert.Contains("Added something to this recommendation", (await chair.OpenAsync($"/history/recommendation/{recommendation.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_accepts_second_is_told_who_accepted_it_first()
    {
        var action = await board.GivenAsync(An.Action("Accepted twice").ReportedDone());
        var (officer, chair, path) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair), $"/actions/{action.Id}/verify");
        var (theirs, mine) = (await officer.OpenAsync(path), await chair.OpenAsync(path));

        await chair.PressAsync(mine, "Save the decision", ("Input.Decision", "Accept"));
        var told = await officer.PressAsync(theirs, "Save the decision", ("Input.Decision", "Accept"));

        Assert.Contains("Quentin Chair accepted this action at 10:00am", told.Text, StringComparison.Ordinal);
        Assert.Contains("This action is accepted as done already", told.Errors);
    }

    [Fact]
    public async Task Who_moves_a_date_second_sees_the_new_date_and_its_reason_beside_what_was_typed()
    {
        var action = await board.GivenAsync(An.Action("Moved by two"));
        var (officer, chair, path) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair), $"/actions/{action.Id}/due");
        var (theirs, mine) = (await chair.OpenAsync(path), await officer.OpenAsync(path));

        await chair.PressAsync(theirs, "Change the date", ("Input.Due.Day", "29"), ("Input.Due.Month", "1"), ("Input.Due.Year", "2027"), ("Input.Reason", "The new form is late"));
        var told = await officer.PressAsync(mine, "Change the date", ("Input.Due.Day", "26"), ("Input.Due.Month", "2"), ("Input.Due.Year", "2027"), ("Input.Reason", "As the group agreed"));

        foreach (var said in new[] { Told, "Cherry Chair changed the date of this action at 10:00am", "Due date: 29 January 2027 (before: 31 December 2026)", "moved to 29 January 2027: The new form is late" })
            Assert.Contains(said, told.Text, StringComparison.Ordinal);
        Assert.Equal(("26 February 2027", "29 January 2027"), SideBySide(told));
        Assert.Equal("As the group agreed", told.Html.QuerySelector("#Input_Reason")!.TextContent.Trim());
        Assert.Equal(new DateOnly(2027, 1, 29), (await board.NowAsync(action)).Due);

        await officer.PressAsync(told, "Change the date");
        Assert.Equal(new DateOnly(2027, 2, 26), (await board.NowAsync(action)).Due);
    }

    [Fact]
    public async Task An_answer_a_judgement_and_a_closing_are_told_in_words_too()
    {
        var built = A.Measure();
        var measure = await board.GivenAsync(built);
        var recommendation = built.Before.OfType<Recommendation>().Single();
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair));
        var (answer, judge, close) = ($"/recommendations/{recommendation.Id}/respond/{Somewhere.SocialCare.Id}", $"/measures/{measure.Id}/judge", $"/recommendations/{recommendation.Id}/close");

        var (mine, theirs) = (await officer.OpenAsync(answer), await officer.OpenAsync(answer));
        await officer.PressAsync(theirs, "Save the answer", ("Input.Answer", "Accepted"));
        var answered = await officer.PressAsync(mine, "Save the answer", ("Input.Answer", "Rejected"), ("Input.Reason", "No money"));
        (mine, theirs) = (await officer.OpenAsync(judge), await chair.OpenAsync(judge));
        await chair.PressAsync(theirs, "Record the judgement", ("Input.Judgement", "NoChange"), ("Input.Result", "5 of 12"), ("Input.Reason", "Nothing moved"), ("Input.WhatNext", "Ask why"));
        var judged = await officer.PressAsync(mine, "Record the judgement", ("Input.Judgement", "Worse"), ("Input.Result", "4 of 12"), ("Input.Reason", "Fewer"), ("Input.WhatNext", "Ask why"));
        (mine, theirs) = (await officer.OpenAsync(close), await chair.OpenAsync(close));
        await chair.PressAsync(theirs, "Close it without evidence of change", ("Input.Reason", "Overtaken by the new plan"));
        var closed = await officer.PressAsync(mine, "Close it without evidence of change", ("Input.Reason", "Said twice"));

        Assert.Contains("Olive Office answered “accepted” to this recommendation at 10:00am", answered.Text, StringComparison.Ordinal);
        Assert.Equal(("Rejected", "Accepted"), SideBySide(answered));
        Assert.Contains("Quentin Chair judged this impact test at 10:00am", judged.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing moved", judged.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("What you changed", judged.Text, StringComparison.Ordinal);
        Assert.Contains("Quentin Chair closed this recommendation at 10:00am", closed.Text, StringComparison.Ordinal);
        Assert.Contains("Overtaken by the new plan", closed.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Nothing_is_told_of_what_was_done_before_the_page_was_opened_nor_to_one_who_may_no_longer_look()
    {
        var action = await board.GivenAsync(An.Action("Restricted between"));
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));
        var progress = await chair.OpenAsync($"/actions/{action.Id}/progress");
        await chair.PressAsync(progress, "Post it", ("Input.Text", "Said before anybody looked"), ("Input.Percent", "10"));
        var (first, second) = (await officer.OpenAsync($"/actions/{action.Id}/progress"), await chair.OpenAsync($"/actions/{action.Id}/progress"));
        await officer.PressAsync(first, "Post it", ("Input.Text", "Said by telephone"), ("Input.Percent", "20"));

        var told = await chair.PressAsync(second, "Post it", ("Input.Text", "Said in writing"), ("Input.Percent", "30"));
        await officer.PressAsync(await officer.OpenAsync($"/restrict/action/{action.Id}"), "Restrict it to these people", ("Input.People", Somebody.Officer.Id.ToString()), ("Input.Reason", "A child is named"));
        var shut = await chair.PressAsync(told, "Post it");

        Assert.Contains("Said by telephone", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Said before anybody looked", told.Html.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, shut.Status);
        Assert.DoesNotContain("A child is named", shut.Body, StringComparison.Ordinal);
    }

    // Done once the record was read ("findings"), so that the save is a lost race; or once the viewer was loaded
    // ("access_list_members"), so that a form which the rule refuses is shown beside what is saved now.
    [Theory]
    [InlineData("taken off the list", "findings", true), InlineData("taken off the list", "findings", false), InlineData("taken off the list", "access_list_members", true)]
    [InlineData("signed out", "findings", true)]
    [Trait("threat", "T01"), Trait("asvs", "V8.3.2")]
    public async Task Who_lost_the_record_while_saving_is_not_shown_what_was_written_since(string how, string table, bool withWhatWasOnScreen)
    {
        var finding = await board.GivenAsync(A.Finding("Shut while saving").RestrictedTo(Somebody.Officer, Somebody.QualityChair));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync($"/findings/{finding.Id}/edit");

        Screen answer;
        using (new Between(board, table, () => WriteAsync(finding, how)))
            answer = await chair.PressAsync(form, "Save finding", [("Input.Title", table == "findings" ? "Typed too late" : ""), .. withWhatWasOnScreen ? Array.Empty<(string, string)>() : [("Command.Was", "")]]);

        Assert.Equal(Written, (await board.NowAsync(finding)).Detail);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.DoesNotContain(Written, answer.Body, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    [Trait("threat", "T01"), Trait("feature", "W5")]
    public async Task Who_still_reads_a_restricted_record_is_shown_what_was_written_since_and_that_is_logged(bool withWhatWasOnScreen)
    {
        var finding = await board.GivenAsync(A.Finding("Read once more").RestrictedTo(Somebody.Officer, Somebody.QualityChair));
        var chair = await board.AsAsync(Somebody.QualityChair);
        var form = await chair.OpenAsync($"/restrict/finding/{finding.Id}");

        Screen told;
        using (new Between(board, "file_links", () => WriteAsync(finding, ""))) // by then the request has read the finding, and logged that
            told = await chair.PressAsync(form, "Save", [("Input.Reason", "As the chair says"), .. withWhatWasOnScreen ? Array.Empty<(string, string)>() : [("Command.Was", "")]]);

        Assert.Contains(Written, told.Text, StringComparison.Ordinal);
        Assert.True(await IsReadSinceAsync(finding));
    }

    private const string Written = "Quixotry said by an aunt";

    private async Task WriteAsync(Finding finding, string how)
    {
        await using var db = board.OpenAll();
        var record = await db.Findings.SingleAsync(f => f.Id == finding.Id);
        record.Describe(record.Kind, record.Title, Written, record.MeaningForChildren, record.Strength, record.Reach, record.FoundOn);
        if (how == "taken off the list") (await db.AccessLists.SingleAsync(l => l.Id == record.AccessListId)).RemoveNow(MemberKind.Person, Somebody.QualityChair.Id, board.Today);
        if (how == "signed out") foreach (var session in await db.Sessions.Where(s => s.PersonId == Somebody.QualityChair.Id && s.EndedAt == null).ToListAsync()) session.End(board.Clock.GetUtcNow().UtcDateTime);
        await db.SaveAsync(Command.Now("Tests: written"), default);
    }

    private async Task<bool> IsReadSinceAsync(Finding finding)
    {
        await using var db = board.OpenAll();
        var written = await db.History.Where(r => r.RecordId == finding.Id).MaxAsync(r => r.Sequence, TestContext.Current.CancellationToken);
        var readings = await db.AuditEntries.Where(e => e.Sequence > written && e.Deed == "Read" && e.PersonId == Somebody.QualityChair.Id).ToListAsync(TestContext.Current.CancellationToken);
        return readings.Exists(e => e.Changes.Any(c => c.RecordId == finding.Id));
    }
}
