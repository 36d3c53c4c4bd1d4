using System.Net;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>Inspectors and scrutineers read what was opened to them by name, until a day.</summary>
[Trait("feature", "W11")]
[Trait("threat", "T01")]
public class OutsideReaderTests(BoardApp template)
{
    private static readonly DateOnly roleEnds = new(2027, 3, 31);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("asvs", "V8.2.2"), Trait("asvs", "V8.3.1")]
    public async Task A_record_opened_by_name_is_read_until_its_day_and_nothing_else()
    {
        await using var board = await Board.NewAsync(template);
        var (named, other) = (await board.GivenAsync(A.Finding("Opened to the inspector")), await board.GivenAsync(A.Finding("Not opened")));
        var (officer, reader) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.OutsideReader));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/findings/{named.Id}")).Status);

        var opened = await OpenAsync(officer, "finding", named.Id, new(2026, 12, 10));
        var seen = await reader.OpenAsync($"/findings/{named.Id}");
        var list = await reader.OpenAsync("/findings");

        Assert.Contains("until 10 December 2026", opened.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Contains("Your access ends on 31 March 2027", seen.Text, StringComparison.Ordinal);
        Assert.Contains("Opened to the inspector", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not opened", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/findings/{other.Id}")).Status);
        Assert.Contains("Opened to the inspector", (await officer.OpenAsync($"/people/{Somebody.OutsideReader.Id}")).Text, StringComparison.Ordinal);
        Assert.Contains("For the inspection", (await officer.OpenAsync($"/history/finding/{named.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(Confidentiality.Board, (await board.NowAsync(named)).Confidentiality);
        board.Clock.Advance(TimeSpan.FromDays(18)); // to 11 December
        Assert.Equal(HttpStatusCode.NotFound, (await (await board.AsAsync(Somebody.OutsideReader)).OpenAsync($"/findings/{named.Id}")).Status);
    }

    [Fact]
    public async Task What_hangs_on_it_goes_along_with_each_change_of_the_day_and_when_it_is_shut()
    {
        await using var board = await Board.NewAsync(template);
        var action = await board.GivenAsync(An.Action("Goes along"));
        var (officer, reader) = (await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.OutsideReader));

        await OpenAsync(officer, "recommendation", action.RecommendationId!.Value, new(2027, 1, 31));
        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync($"/actions/{action.Id}")).Status);
        await OpenAsync(officer, "recommendation", action.RecommendationId!.Value, board.Today);
        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync($"/actions/{action.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await board.AsAsync(Somebody.SocialCareLead)).OpenAsync($"/actions/{action.Id}")).Status);
        await using (var db = board.OpenAll())
        {
            var members = await db.AccessListMembers.Where(m => m.MemberId == Somebody.OutsideReader.Id && (m.Until == null || m.Until >= board.Today)).ToListAsync(Stop);
            Assert.All(members, m => Assert.Equal(board.Today, m.Until)); // the action's own list too
        }

        await officer.PressAsync(await officer.OpenAsync($"/outside-readers/recommendation/{action.RecommendationId}"), $"Shut now: {Somebody.OutsideReader.Name}");

        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/recommendations/{action.RecommendationId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/actions/{action.Id}")).Status);
    }

    [Fact]
    [Trait("threat", "T13"), Trait("threat", "T15"), Trait("asvs", "V7.4.2")]
    public async Task A_restricted_record_is_opened_by_who_keeps_it_each_reading_logged_and_an_ended_role_shuts_it_at_the_next_request()
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Kept close").RestrictedTo(Somebody.QualityChair));
        var (chair, officer, reader) = (await board.AsAsync(Somebody.QualityChair), await board.AsAsync(Somebody.Officer), await board.AsAsync(Somebody.OutsideReader));

        var hidden = await officer.OpenAsync($"/outside-readers/finding/{finding.Id}");
        await OpenAsync(chair, "finding", finding.Id, new(2027, 1, 31));
        var seen = await reader.OpenAsync($"/findings/{finding.Id}");
        await using var db = board.OpenAll();
        var readings = (await db.AuditEntries.AsNoTracking().Where(e => e.PersonId == Somebody.OutsideReader.Id).ToListAsync(Stop)).SelectMany(e => e.Changes).Count(c => c.State == AuditChange.Read && c.RecordId == finding.Id);
        (await db.RoleHoldings.SingleAsync(h => h.PersonId == Somebody.OutsideReader.Id, Stop)).EndNow(board.Today);
        await db.SaveAsync(Command.Now("Tests: the role ends"), Stop);

        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(1, readings);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/findings/{finding.Id}")).Status);
        Assert.DoesNotContain("Your access ends", (await reader.OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T02"), Trait("asvs", "V8.2.1")]
    public async Task The_role_on_a_group_opens_what_is_that_groups_and_allows_nothing()
    {
        await using var board = await Board.NewAsync(template);
        var (own, other) = (await board.GivenAsync(A.Finding("Of quality").ForGroup(Somewhere.Quality)), await board.GivenAsync(A.Finding("Of training").ForGroup(Somewhere.Training)));
        await using (var db = board.OpenAll())
        {
            db.RoleHoldings.Add(new(Somebody.OutsideReader.Id, Role.OutsideReader, ScopeKind.Group, Somewhere.Quality.Id, board.Today, roleEnds));
            await db.SaveAsync(Command.Now("Tests: a role"), Stop);
        }
        var reader = await board.AsAsync(Somebody.OutsideReader);

        Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync($"/findings/{own.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.OpenAsync($"/findings/{other.Id}")).Status);
        foreach (var path in new[] { $"/findings/{own.Id}/edit", "/findings/new", "/recommendations/new", $"/outside-readers/finding/{own.Id}", "/people", "/mail", "/audit" })
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.OpenAsync(path)).Status);
    }

    [Theory]
    [InlineData("Input.PersonId", "police lead", "Choose an outside reader")]
    [InlineData("Input.PersonId", "nobody", "Choose an outside reader")]
    [InlineData("Input.Until.Year", "2028", "when this person’s access ends")]
    [InlineData("Input.Until.Year", "2025", "not past")]
    [InlineData("Input.Reason", "", "Say what for")]
    [Trait("threat", "T18")]
    public async Task It_is_opened_to_nobody_else_no_longer_and_not_without_a_reason(string field, string value, string refusal)
    {
        await using var board = await Board.NewAsync(template);
        var finding = await board.GivenAsync(A.Finding("Stays shut"));
        var officer = await board.AsAsync(Somebody.Officer);

        var refused = await OpenAsync(officer, "finding", finding.Id, new(2026, 12, 10), (field, value switch { "police lead" => $"{Somebody.PoliceLead.Id}", "nobody" => $"{Guid.NewGuid()}", _ => value }));

        Assert.Contains(refused.Errors, e => e.Contains(refusal, StringComparison.Ordinal));
        Assert.Null((await board.NowAsync(finding)).AccessListId);
    }

    [Fact]
    [Trait("feature", "X1"), Trait("threat", "T14")]
    public async Task The_office_is_told_a_week_before_an_access_ends()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        board.Clock.SetUtcNow(new(roleEnds.AddDays(-8).ToDateTime(new(9, 0)), TimeSpan.Zero));
        var early = (await (await board.AsAsync(Somebody.Officer)).OpenAsync("/")).Text;

        board.Clock.Advance(TimeSpan.FromDays(1));
        var home = await (await board.AsAsync(Somebody.Officer)).OpenAsync("/");
        await board.Services.GetRequiredService<Remind>().RoundAsync(Stop);
        await board.SendMailAsync();

        Assert.DoesNotContain("access of an outside reader", early, StringComparison.Ordinal);
        Assert.Contains($"The access of an outside reader ends: {Somebody.OutsideReader.Name}", home.Text, StringComparison.Ordinal);
        Assert.Contains($"/people/{Somebody.OutsideReader.Id}", home.Links);
        var letter = catcher.Mails.Single(m => m.To.Mailboxes.Single().Address == Somebody.Officer.Email).TextBody!;
        Assert.Contains("The access of an outside reader ends, 31 March 2027", letter, StringComparison.Ordinal);
        Assert.DoesNotContain(Somebody.OutsideReader.Name, letter, StringComparison.Ordinal);
        Assert.DoesNotContain("access of an outside reader", (await (await board.AsAsync(Somebody.QualityChair)).OpenAsync("/")).Text, StringComparison.Ordinal);
    }

    private static async Task<Screen> OpenAsync(Client by, string kind, Guid id, DateOnly until, params (string Name, string Value)[] instead)
    {
        (string Name, string Value)[] fields =
        [
            ("Input.PersonId", $"{Somebody.OutsideReader.Id}"), ("Input.Until.Day", $"{until.Day}"), ("Input.Until.Month", $"{until.Month}"), ("Input.Until.Year", $"{until.Year}"), ("Input.Reason", "For the inspection"),
        ];
        return await by.OverpostAsync(await by.OpenAsync($"/outside-readers/{kind}/{id}"), "Open it", [.. fields.Where(f => instead.All(i => i.Name != f.Name)), .. instead]);
    }
}
