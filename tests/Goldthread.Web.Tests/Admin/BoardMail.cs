using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

/// <summary>The outbox of a board, as tests fill, send and read it.</summary>
internal static class BoardMail
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends what is due; how many mails left.</summary>
    public static Task<int> SendMailAsync(this Board board) => board.Services.GetRequiredService<SendMail>().RoundAsync(Stop);

    /// <summary>Every mail there is.</summary>
    public static async Task<IReadOnlyList<Mail>> MailsAsync(this Board board)
    {
        await using var db = board.OpenAll();
        return await db.Outbox.AsNoTracking().ToListAsync(Stop);
    }

    /// <summary>A mail to the officer, due now.</summary>
    public static async Task GivenMailAsync(this Board board)
    {
        await using var db = board.OpenAll();
        db.Outbox.Add(new(MailKind.PasswordReset, Somebody.Officer.Id, board.Clock.UtcNow()));
        await db.SaveAsync(Command.Now("Tests: a mail"), Stop);
    }

    /// <summary>Somebody without an account.</summary>
    public static async Task<Person> GivenPersonAsync(this Board board, string name, string email)
    {
        await using var db = board.OpenAll();
        var person = db.People.Add(new(name, email)).Entity;
        await db.SaveAsync(Command.Now("Tests: a person"), Stop);
        return person;
    }
}
