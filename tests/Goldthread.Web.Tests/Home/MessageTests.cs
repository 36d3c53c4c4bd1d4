using System.Net;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Tests.Admin;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Home;

/// <summary>A message to many goes to those who were shown, in the words that were shown, and once.</summary>
[Trait("feature", "X3")]
public class MessageTests(BoardApp template)
{
    private static readonly (string, string)[] typed = [("Input.Audience", "AgencyLeads"), ("Input.Subject", "The audit opens on Monday"), ("Input.Text", "Please read the guide.\nIt lies in the library.")];

    [Fact]
    public async Task It_is_sent_as_it_was_shown_to_whom_it_was_shown()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        var officer = await board.AsAsync(Somebody.Officer);

        var refused = await officer.PressAsync(await officer.OpenAsync("/mail/new"), "Show who gets it", ("Input.Audience", "OneGroup"));
        var shown = await officer.PressAsync(refused, "Show who gets it", typed);
        var people = shown.Html.QuerySelectorAll("main li").Select(li => li.TextContent).Where(t => t.Contains('@')).ToList();
        var before = (await board.MailsAsync()).Count;
        var sent = await officer.PressAsync(shown, $"Send it to {people.Count} people");
        var twice = await officer.PressAsync(shown, $"Send it to {people.Count} people");
        await board.SendMailAsync();

        Assert.Equal(3, refused.Errors.Count);
        Assert.Equal(0, before);
        Assert.Equal(new[] { Somebody.PoliceLead, Somebody.SocialCareLead }.Select(s => $"{s.Name}, {s.Email}").Order(StringComparer.Ordinal), people.Order(StringComparer.Ordinal));
        Assert.Contains("is on its way", sent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, twice.Status);
        Assert.Equal(people.Count, catcher.Mails.Count);
        Assert.All(catcher.Mails, m => Assert.Equal("The audit opens on Monday", m.Subject));
        Assert.All(catcher.Mails, m => Assert.Contains($"Please read the guide.\nIt lies in the library.\n\n{Somebody.Officer.Name}, Test Partnership", m.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changed_since_it_was_shown_is_shown_again_and_not_sent()
    {
        await using var board = await Board.NewAsync(template);
        var officer = await board.AsAsync(Somebody.Officer);
        var shown = await officer.PressAsync(await officer.OpenAsync("/mail/new"), "Show who gets it", typed);

        var reworded = await officer.PressAsync(shown, "Send it to 2 people", ("Input.Text", "Other words"));
        await board.ChangeAccountAsync(Somebody.PoliceLead, account => account.End(board.Clock.GetUtcNow().UtcDateTime));
        var fewer = await officer.PressAsync(shown, "Send it to 2 people");

        foreach (var page in new[] { reworded, fewer }) Assert.StartsWith("The message, or who gets it, is not as it was shown", Assert.Single(page.Errors), StringComparison.Ordinal);
        Assert.Contains("Send it to 1 person", fewer.Text, StringComparison.Ordinal);
        Assert.Empty(await board.MailsAsync());
    }

    [Fact]
    public async Task Whoever_is_late_is_found_among_leads_and_chairs()
    {
        await using var board = await Board.NewAsync(template);
        await board.GivenAsync(An.Action("Late at social care", board.Today.AddDays(-2)));
        var officer = await board.AsAsync(Somebody.Officer);

        var shown = await officer.PressAsync(await officer.OpenAsync("/mail/new"), "Show who gets it", [("Input.Audience", "WhoeverIsLate"), .. typed[1..]]);
        var group = await officer.PressAsync(shown, "Show who gets it", ("Input.Audience", "OneGroup"), ("Input.GroupId", Somewhere.Training.Id.ToString()));

        Assert.Contains(Somebody.SocialCareLead.Email, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Somebody.PoliceLead.Email, shown.Text, StringComparison.Ordinal);
        Assert.Contains(Somebody.TrainingChair.Email, group.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Somebody.QualityChair.Email, group.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T01")]
    public async Task Only_the_office_and_administrators_write_to_many()
    {
        await using var board = await Board.NewAsync(template);
        var lead = await board.AsAsync(Somebody.SocialCareLead);
        var token = (await lead.OpenAsync("/your-mail")).Token;

        Assert.Equal(HttpStatusCode.Forbidden, (await lead.OpenAsync("/mail/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await lead.PostAsync("/mail/new?handler=send", [("__RequestVerificationToken", token), .. typed])).Status);
        Assert.Empty(await board.MailsAsync());
    }
}
