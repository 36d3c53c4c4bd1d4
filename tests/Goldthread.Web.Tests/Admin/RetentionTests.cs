using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Rules, holds, the list, and the word of two people, by the pages.</summary>
[Trait("feature", "W8")]
[Trait("threat", "T24")]
public class RetentionTests(BoardApp template)
{
    private static readonly (string Name, string Value)[] rule = [("Input.Kind", "Finding"), ("Input.IsLimited", "true"), ("Input.Months", "72"), ("Input.Counted", "Dated"), ("Input.Ground", "Retention policy 2026, point 4")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V14.2.4")]
    public async Task A_rule_is_adopted_its_time_goes_by_two_people_decide_and_a_certificate_tells_of_it()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Marzipan was seen"));
        var administrator = await board.AsAsync(Somebody.Administrator);
        var adopted = await administrator.PressAsync(await administrator.OpenAsync("/settings/retention"), "Adopt this rule", rule);
        Assert.Contains("Kept for 6 years", adopted.Text, StringComparison.Ordinal);
        Assert.Contains("None that you can see", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/retention")).Text, StringComparison.Ordinal);
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);
        var due = await officer.OpenAsync("/retention");
        Assert.Contains("Marzipan was seen", due.Text, StringComparison.Ordinal);
        Assert.Contains("14 September 2032", due.Text, StringComparison.Ordinal);
        Assert.Contains(finding.Ref, (await officer.OpenAsync("/retention?handler=Csv")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await officer.OpenAsync("/retention?handler=Excel")).Status);

        await board.DecideAsync();
        var early = await board.RemoveNowAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));
        var gone = await board.RemoveNowAsync();

        Assert.Equal((0, 1), (early, gone));
        Assert.Equal(0, await board.RemoveNowAsync());
        var reader = await board.AsAsync(Somebody.Officer);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/findings/{finding.Id}")).Status);
        var list = await reader.OpenAsync("/retention/certificates");
        var certificate = await reader.OpenAsync(list.Links.Single(l => l.StartsWith("/retention/certificates/", StringComparison.Ordinal)));
        foreach (var words in new[] { "Kept for 6 years", "Retention policy 2026, point 4", Somebody.Administrator.Name, Somebody.Officer.Name, Somebody.Chair.Name, $"{finding.Id}", "it says what was written" })
            Assert.Contains(words, certificate.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Marzipan", certificate.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync($"{certificate.Path}?handler=Word")).Status);
        var verdict = await board.VerifyAsync();
        Assert.Null(verdict.FirstBroken);
        Assert.Contains("erased with a reason", verdict.What, StringComparison.Ordinal);
        Assert.Contains("Removed for good", (await reader.OpenAsync("/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_rule_nothing_is_due_however_old_and_the_page_says_so()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding, months: null);
        board.AfterYears(80);

        var page = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/retention");

        Assert.Contains("No rule is adopted yet", page.Text, StringComparison.Ordinal);
        Assert.False(page.Offers("Approve removal of those chosen"));
        Assert.Equal(0, await board.RemoveNowAsync());
    }

    [Fact]
    [Trait("asvs", "V8.2.1")]
    public async Task Pages_exports_and_deeds_are_shut_to_whoever_lacks_the_right()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        string[] addresses = ["/retention", "/retention?handler=Csv", "/retention?handler=Excel", "/holds", "/settings/retention", "/retention/certificates", $"/retention/certificates/{Guid.NewGuid()}"];

        foreach (var somebody in new[] { Somebody.SocialCareLead, Somebody.QualityMember, Somebody.LayMember, Somebody.Analyst, Somebody.Practitioner, Somebody.Reviewer, Somebody.Signatory })
        {
            var client = await board.AsAsync(somebody);
            foreach (var address in addresses) Assert.Equal(HttpStatusCode.Forbidden, (await client.OpenAsync(address)).Status);
            var token = (await client.OpenAsync("/your-sign-in")).Token;
            foreach (var deed in new[] { "/retention?handler=Approve", "/retention?handler=Confirm", "/retention?handler=CallBack", "/holds", "/settings/retention" })
                Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(deed, ("__RequestVerificationToken", token), ("Command.Id", $"{Guid.NewGuid()}"))).Status);
            Assert.DoesNotContain("/retention", (await client.OpenAsync("/help")).Links);
        }
        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.OpenAsync("/settings/retention")).Status); // who approves does not make the rule
        var administrator = await board.AsAsync(Somebody.Administrator);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.OpenAsync("/retention")).Status); // who makes the rule does not approve
        Assert.Contains("/retention", (await officer.OpenAsync("/help")).Links);
    }

    [Fact]
    [Trait("threat", "T01")]
    [Trait("asvs", "V8.2.2")]
    public async Task What_is_restricted_to_others_is_neither_listed_nor_counted_nor_decided_about()
    {
        await using var board = await Board.NewAsync(template);
        var hidden = await board.GivenAsync(A.Finding("Hidden Marzipan").RestrictedTo(Somebody.QualityChair));
        await board.AdoptAsync(RetentionKind.Restricted);
        board.AfterYears(7);
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.QualityChair));

        var (theirs, hers) = (await officer.OpenAsync("/retention"), await chair.OpenAsync("/retention"));

        Assert.Contains("0 records", theirs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Ref, (await officer.OpenAsync("/retention?handler=Csv")).Body, StringComparison.Ordinal);
        Assert.Contains("Hidden Marzipan", hers.Text, StringComparison.Ordinal);
        // A box from her page, pressed by him, is no box of his.
        var before = (await officer.OpenAsync("/holds")).Token;
        var forged = await officer.PostAsync("/retention?handler=Approve", [("__RequestVerificationToken", before), ("Command.Id", $"{Guid.NewGuid()}"), .. Retained.Ticks(hers)]);
        Assert.Contains("Some of these have changed", forged.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Empty(await db.Removals.ToListAsync(Stop));
        var looked = await db.AuditEntries.Where(e => e.PersonId == Somebody.QualityChair.Id && e.Deed == "Read").ToListAsync(Stop);
        Assert.Contains(looked, e => e.Changes.Exists(c => c.RecordId == hidden.Id));
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_certificate_of_restricted_records_is_shown_to_the_two_who_decided_alone()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding("Hidden Marzipan").RestrictedTo(Somebody.QualityChair, Somebody.Chair));
        await board.AdoptAsync(RetentionKind.Restricted);
        board.AfterYears(7);
        await board.DecideAsync(Somebody.QualityChair);
        board.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await board.RemoveNowAsync());
        await using var db = board.OpenAll();
        var id = (await db.Certificates.SingleAsync(Stop)).Id;

        foreach (var (somebody, status, lines) in new[] { (Somebody.Officer, HttpStatusCode.NotFound, 0), (Somebody.Administrator, HttpStatusCode.NotFound, 0), (Somebody.Chair, HttpStatusCode.OK, 1), (Somebody.QualityChair, HttpStatusCode.OK, 1) })
        {
            var client = await board.AsAsync(somebody);
            Assert.Equal(status, (await client.OpenAsync($"/retention/certificates/{id}")).Status);
            Assert.Equal(status, (await client.OpenAsync($"/retention/certificates/{id}?handler=Word")).Status);
            Assert.Equal(lines, (await client.OpenAsync("/retention/certificates")).Links.Count(l => l.EndsWith($"{id}", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Whoever_approved_cannot_confirm_and_a_second_press_changes_nothing()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);
        var page = await officer.OpenAsync("/retention");
        await officer.PressAsync(page, "Approve removal of those chosen", Retained.Ticks(page));
        var pressedAgain = await officer.PressAsync(page, "Approve removal of those chosen", Retained.Ticks(page));
        var waiting = await officer.OpenAsync("/retention?show=ToConfirm");

        var own = await officer.PressAsync(waiting, "Confirm removal of those chosen", Retained.Ticks(waiting));

        Assert.Contains("another person must confirm", Assert.Single(own.Errors), StringComparison.Ordinal);
        Assert.Empty(pressedAgain.Errors);
        await using var db = board.OpenAll();
        Assert.Equal(RemovalState.Approved, (await db.Removals.SingleAsync(Stop)).State);
        board.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await board.RemoveNowAsync());
        Assert.Equal(1, await db.Findings.CountAsync(Stop));
    }

    [Fact]
    [Trait("threat", "T15")]
    [Trait("asvs", "V7.5.1")]
    public async Task Some_time_after_signing_in_whoever_approves_confirms_or_lifts_proves_anew_who_it_is()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);
        var page = await officer.OpenAsync("/retention");
        board.Clock.Advance(SignInRules.Fresh);

        var asked = await officer.PressAsync(page, "Approve removal of those chosen", Retained.Ticks(page));

        Assert.Contains("Confirm that it is you", asked.Text, StringComparison.Ordinal);
        await using var db = board.OpenAll();
        Assert.Empty(await db.Removals.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_hold_set_after_both_have_decided_keeps_the_record_and_lifting_it_starts_anew()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Marzipan was seen"));
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(8));
        var chair = await board.AsAsync(Somebody.Chair);
        var set = await chair.PressAsync(await chair.OpenAsync("/holds"), "Set this hold", ("Input.Name", "Public inquiry"), ("Input.Reason", "Letter of 3 May"), ("Input.Scope", "Record"), ("Input.Reference", finding.Ref));
        Assert.Contains("Marzipan was seen", set.Text, StringComparison.Ordinal);

        Assert.Equal(0, await board.RemoveNowAsync());

        await using var db = board.OpenAll();
        var stopped = await db.Removals.SingleAsync(Stop);
        Assert.Equal((RemovalState.Stopped, "On hold: Public inquiry"), (stopped.State, stopped.Why));
        Assert.Contains("On hold: Public inquiry", (await chair.OpenAsync("/retention?show=Kept")).Text, StringComparison.Ordinal);
        Assert.Contains("0 records", (await chair.OpenAsync("/retention")).Text, StringComparison.Ordinal);
        Assert.Empty(await db.Certificates.ToListAsync(Stop));
        var holds = await chair.OpenAsync("/holds");
        var noReason = await chair.PressAsync(holds, "Lift this hold");
        Assert.Contains("Say why it is lifted", noReason.Errors.Single(), StringComparison.Ordinal);
        await chair.PressAsync(noReason, "Lift this hold", ("Because", "The inquiry has ended"));
        Assert.Equal(0, await board.RemoveNowAsync()); // the word of the two does not come back
        Assert.Contains("1 record", (await chair.OpenAsync("/retention")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task A_hold_names_no_record_that_its_reader_may_not_see_and_cannot_be_set_over_one()
    {
        await using var board = await Board.NewAsync(template);
        var hidden = await board.GivenAsync(A.Finding("Hidden Marzipan").RestrictedTo(Somebody.Chair));
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));
        (string, string)[] hold = [("Input.Name", "Nougat inquiry"), ("Input.Reason", "Letter"), ("Input.Scope", "Record"), ("Input.Reference", hidden.Ref)];

        var refused = await officer.PressAsync(await officer.OpenAsync("/holds"), "Set this hold", hold);
        var missing = await officer.PressAsync(await officer.OpenAsync("/holds"), "Set this hold", [.. hold[..3], ("Input.Reference", "F-22222")]);
        await chair.PressAsync(await chair.OpenAsync("/holds"), "Set this hold", hold);

        Assert.Equal(missing.Errors, refused.Errors);
        Assert.Contains("Hidden Marzipan", (await chair.OpenAsync("/holds")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nougat", (await officer.OpenAsync("/holds")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Nougat", (await officer.OpenAsync("/audit")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_or_reopened_after_it_was_approved_is_not_removed()
    {
        await using var board = await Board.NewAsync(template);
        var (_, recommendation, _, _, _, _) = await board.GivenThreadAsync("Marzipan");
        var finding = await board.GivenAsync(A.Finding("Alone"));
        await board.AdoptAsync(RetentionKind.Recommendation, 72, RetentionEvent.Ended);
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        await board.DecideAsync();
        await using (var db = board.OpenAll())
        {
            Assert.Empty((await db.Recommendations.SingleAsync(r => r.Id == recommendation.Id, Stop)).Reopen(Somebody.Officer.WhoSees(recommendation), "Worse again"));
            var changed = await db.Findings.SingleAsync(f => f.Id == finding.Id, Stop);
            changed.Describe(changed.Kind, "Alone no more", "", "", changed.Strength, changed.Reach, changed.FoundOn);
            await db.SaveAsync(Command.Now("Tests: changed"), Stop);
        }
        board.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(0, await board.RemoveNowAsync());

        await using var after = board.OpenAll();
        Assert.All(await after.Removals.ToListAsync(Stop), r => Assert.Equal((RemovalState.Stopped, "It was changed after it was approved"), (r.State, r.Why)));
        Assert.Equal((1, 2), (await after.Recommendations.CountAsync(Stop), await after.Findings.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_finding_goes_after_what_rests_upon_it_and_one_that_may_not_go_stops_no_other()
    {
        await using var board = await Board.NewAsync(template);
        var (finding, recommendation, action, meeting, item, _) = await board.GivenThreadAsync("Marzipan");
        var other = await board.GivenAsync(A.Finding("Alone"));
        var third = await board.GivenAsync(A.Finding("Third"));
        await board.AdoptAllAsync();
        board.AfterYears(7);
        var officer = await board.AsAsync(Somebody.Officer);
        var kept = await officer.OpenAsync("/retention?show=Kept");
        Assert.Contains("Another record rests upon it", kept.Text, StringComparison.Ordinal);
        await board.DecideAsync();
        await using (var db = board.OpenAll())
        {
            var changed = await db.Findings.SingleAsync(f => f.Id == third.Id, Stop);
            changed.Describe(changed.Kind, "Third, and changed", "", "", changed.Strength, changed.Reach, changed.FoundOn);
            await db.SaveAsync(Command.Now("Tests: changed"), Stop);
        }
        board.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(4, await board.RemoveNowAsync()); // recommendation with its action, meeting, item, the other finding

        await using var after = board.OpenAll();
        var left = await after.Findings.Select(f => f.Id).ToListAsync(Stop);
        Assert.Equal(new[] { finding.Id, third.Id }.Order(), left.Order());
        Assert.Equal((0, 0, 0, 0, 0), (await after.Recommendations.CountAsync(Stop), await after.Actions.CountAsync(Stop), await after.Measures.CountAsync(Stop), await after.Meetings.CountAsync(Stop), await after.LibraryItems.CountAsync(Stop)));
        Assert.Equal((3, 0), ((await after.Certificates.SingleAsync(c => c.Kind == RetentionKind.Recommendation, Stop)).Records, await after.Decisions.CountAsync(Stop)));
        Assert.Equal(2, await after.Removals.CountAsync(r => r.State == RemovalState.Stopped || r.RecordId == other.Id, Stop));
        Assert.NotEqual((recommendation.Id, action.Id), (meeting.Id, item.Id));
        Assert.Contains(finding.Ref, (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/retention?handler=Csv")).Body, StringComparison.Ordinal); // its turn now
    }

    [Fact]
    public async Task Until_it_is_carried_out_it_can_be_called_back_and_what_is_put_off_comes_back_on_its_day()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        await board.DecideAsync();
        var officer = await board.AsAsync(Somebody.Officer);
        var confirmed = await officer.OpenAsync("/retention?show=Confirmed");
        var noReason = await officer.PressAsync(confirmed, "Call back those chosen", Retained.Ticks(confirmed));
        Assert.Contains("Say why it is called back", noReason.Errors.Single(), StringComparison.Ordinal);
        await officer.PressAsync(noReason, "Call back those chosen", [.. Retained.Ticks(noReason), ("Input.Why", "A solicitor wrote")]);
        board.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(0, await board.RemoveNowAsync());

        officer = await board.AsAsync(Somebody.Officer);
        var due = await officer.OpenAsync("/retention");
        var again = board.Today.AddDays(30);
        var put = await officer.PressAsync(due, "Put off those chosen", [.. Retained.Ticks(due), ("Input.Why", "A claim may come"), ("Input.LookAgainOn.Day", $"{again.Day}"), ("Input.LookAgainOn.Month", $"{again.Month}"), ("Input.LookAgainOn.Year", $"{again.Year}")]);
        Assert.Empty(put.Errors);
        Assert.Contains("0 records", (await officer.OpenAsync("/retention")).Text, StringComparison.Ordinal);
        Assert.Contains("A claim may come", (await officer.OpenAsync("/retention?show=Postponed")).Text, StringComparison.Ordinal);
        board.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Contains("1 record", (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/retention")).Text, StringComparison.Ordinal);
        await board.DecideAsync();
        board.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await board.RemoveNowAsync());
    }

    [Fact]
    public async Task Of_two_who_approve_one_record_at_the_same_moment_one_is_told()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        var (officer, chair) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.Chair));
        var (his, hers) = (await officer.OpenAsync("/retention"), await chair.OpenAsync("/retention"));

        await Task.WhenAll(officer.PressAsync(his, "Approve removal of those chosen", Retained.Ticks(his)), chair.PressAsync(hers, "Approve removal of those chosen", Retained.Ticks(hers)));

        await using var db = board.OpenAll();
        Assert.Single(await db.Removals.ToListAsync(Stop));
    }

    [Fact]
    public async Task Bad_input_is_told_at_its_field_and_what_was_typed_stays()
    {
        await using var board = await Board.NewAsync(template);
        var administrator = await board.AsAsync(Somebody.Administrator);
        var wrong = await administrator.PressAsync(await administrator.OpenAsync("/settings/retention"), "Adopt this rule", ("Input.Kind", "Meeting"), ("Input.IsLimited", "true"), ("Input.Months", "-3"), ("Input.Counted", "Ended"), ("Input.Ground", "Typed"), ("Input.From.Year", "1999"));

        Assert.Equal(3, wrong.Errors.Count);
        Assert.Contains("Typed", wrong.Body, StringComparison.Ordinal);
        var officer = await board.AsAsync(Somebody.Officer);
        var hold = await officer.PressAsync(await officer.OpenAsync("/holds"), "Set this hold", ("Input.Name", new string('x', 130)), ("Input.Scope", "Organisation"));
        Assert.Equal(3, hold.Errors.Count);
        await using var db = board.OpenAll();
        Assert.Empty(await db.RetentionRules.ToListAsync(Stop));
        Assert.Empty(await db.Holds.ToListAsync(Stop));
    }

    [Fact]
    public async Task The_job_carries_out_by_its_own_clock()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(A.Finding());
        await board.AdoptAsync(RetentionKind.Finding);
        board.AfterYears(7);
        await board.DecideAsync();
        var job = board.Services.GetRequiredService<RemoveForGood>();
        await job.StartAsync(Stop);
        board.Clock.Advance(TimeSpan.FromDays(7));

        await using var db = board.OpenAll();
        for (var wait = 0; wait < 100 && await db.Findings.AnyAsync(Stop); wait++)
        {
            board.Clock.Advance(RemoveForGood.Period); // the job may not have begun to wait yet when the clock was moved before
            await Task.Delay(100, Stop);
        }
        await job.StopAsync(Stop);

        Assert.Equal(0, await db.Findings.CountAsync(Stop));
        Assert.Single(await db.Certificates.ToListAsync(Stop));
    }
}
