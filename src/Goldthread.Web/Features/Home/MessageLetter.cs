using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>What was written to many, as one of them reads it.</summary>
internal sealed class MessageLetter(BoardDb db, BoardOptions options, BoardContext board) : ILetter
{
    /// <inheritdoc/>
    public MailKind Kind => MailKind.Message;

    /// <inheritdoc/>
    public async Task<(string Subject, string Text)?> WriteAsync(Mail mail, Account account, CancellationToken stop) =>
        await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mail.AboutId, stop) is { } message ? (message.Subject, Text(message, board.Settings.Name, options.PublicAddress)) : null;

    /// <summary>The letter, without salutation.</summary>
    public static string Text(Message message, string whose, string? address) => $"{message.Text}\n\n{message.By}, {whose}\n{address}/";
}
