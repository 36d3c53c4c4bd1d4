using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Jobs;

/// <summary>Sends what waits in the outbox. Several nodes may do so at once: whoever moves a mail's time on has it, and a node that dies
/// with it leaves it to the next.</summary>
internal sealed class SendMail(IServiceScopeFactory scopes, BoardOptions options, TimeProvider clock, ILogger<SendMail> log) : Round(SendMail.Period, clock, log, "The outbox could not be looked through")
{
    private const int MostInARound = 50;

    /// <summary>Time between two looks into the outbox.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task DoAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Sends what is due, oldest first.</summary>
    /// <returns>How many mails left.</returns>
    public async Task<int> RoundAsync(CancellationToken stop)
    {
        List<Guid> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = Clock.UtcNow();
            due = await scope.ServiceProvider.GetRequiredService<BoardDb>().Outbox.Where(m => m.State == MailState.Waiting && m.NotBefore <= now)
                .OrderBy(m => m.NotBefore).Take(MostInARound).Select(m => m.Id).ToListAsync(stop);
        }
        if (due.Count == 0) return 0;
        await using ICarrier carrier = options.MailServer is { } server ? new SmtpCarrier(server) : new FolderCarrier(options);
        var sent = 0;
        foreach (var id in due)
        {
            await using var scope = scopes.CreateAsyncScope(); // each letter for itself: one reader's sight is not the next one's
            switch (await SendAsync(scope.ServiceProvider, carrier, id, stop))
            {
                case Outcome.Sent:
                    sent++;
                    break;
                case Outcome.Away:
                    return sent; // the rest waits untried: each would wait for the same server
                case Outcome.NotSent:
                    break;
            }
        }
        return sent;
    }

    private enum Outcome { Sent, NotSent, Away }

    private async Task<Outcome> SendAsync(IServiceProvider services, ICarrier carrier, Guid id, CancellationToken stop)
    {
        var db = services.GetRequiredService<BoardDb>();
        var now = Clock.UtcNow();
        var mine = await db.Outbox.Where(m => m.Id == id && m.State == MailState.Waiting && m.NotBefore <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, now + MailRules.Lease).SetProperty(m => m.Tries, m => m.Tries + 1), stop) == 1;
        if (!mine) return Outcome.NotSent;
        var mail = await db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id, stop);
        var held = db.Outbox.Where(m => m.Id == id && m.State == MailState.Waiting && m.Tries == mail.Tries); // by this try, and no longer once another has it
        try
        {
            if (await services.GetRequiredService<Letters>().WriteAsync(mail, stop) is not { } letter)
            {
                // An address that nobody has is not kept.
                if (mail.PersonId is null) await held.ExecuteDeleteAsync(stop);
                else await EndAsync(held, MailState.Dropped, "Nothing left to say, or nobody to say it to", stop);
                return Outcome.NotSent;
            }
            using CancellationTokenSource tooLong = new(MailRules.LongestTry, Clock);
            using var inTime = CancellationTokenSource.CreateLinkedTokenSource(stop, tooLong.Token);
            await carrier.TakeAsync(id, letter, inTime.Token);
            await EndAsync(held, MailState.Sent, "", stop);
            return Outcome.Sent;
        }
        catch (Exception problem) when (!stop.IsCancellationRequested)
        {
            var (words, isFinal, isAway) = problem switch
            {
                SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } refused =>
                    ($"Refused by the mail server ({(int)refused.StatusCode})", (int)refused.StatusCode >= 500, false),
                MimeKit.ParseException => ("Nothing can be sent to this address: mend it on the person's page", true, false),
                _ => ($"The mail server could not be reached, or did not let the product in ({problem.GetType().Name})", false, true),
            };
            Log.LogWarning("Mail {Id} was not sent at try {Try}: {Problem}", id, mail.Tries, problem.GetType().Name);
            if (isFinal || MailRules.WaitAfter(mail.Tries) is not { } wait) await EndAsync(held, MailState.Failed, words, stop);
            else await held.ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, Clock.UtcNow() + wait).SetProperty(m => m.Problem, words), stop);
            return isAway ? Outcome.Away : Outcome.NotSent;
        }
    }

    private Task<int> EndAsync(IQueryable<Mail> held, MailState state, string words, CancellationToken stop)
    {
        var now = Clock.UtcNow();
        return held.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state).SetProperty(m => m.EndedAt, now).SetProperty(m => m.Problem, words), stop);
    }
}
