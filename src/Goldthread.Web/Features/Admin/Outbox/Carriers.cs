using System.Net;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>Takes letters away; one for a round of letters.</summary>
public interface ICarrier : IAsyncDisposable
{
    /// <summary>Takes one.</summary>
    /// <exception cref="SmtpCommandException">The server refused it; a code from 500 on is final.</exception>
    Task TakeAsync(Guid id, MimeMessage letter, CancellationToken stop);
}

/// <summary>To a mail server, on one connection for the round. Never without encryption beyond this machine.</summary>
internal sealed class SmtpCarrier(Uri server) : ICarrier
{
    private readonly SmtpClient client = new() { Timeout = 20_000 };
    private bool isReady;

    public async Task TakeAsync(Guid id, MimeMessage letter, CancellationToken stop)
    {
        if (!isReady)
        {
            var security = server.Scheme == "smtps" ? SecureSocketOptions.SslOnConnect : server.IsLoopback ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;
            await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : server.Scheme == "smtps" ? 465 : 587, security, stop);
            if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } name, var password]) await client.AuthenticateAsync(new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password)), stop);
            isReady = true; // not before: nothing goes out without having signed in
        }
        await client.SendAsync(letter, stop);
    }

    public async ValueTask DisposeAsync()
    {
        using (client)
        {
            if (isReady && client.IsConnected) await client.DisconnectAsync(quit: true);
        }
    }
}

/// <summary>Into a folder of the board, while no mail server is named: a first start sends nothing to anybody.</summary>
internal sealed class FolderCarrier(BoardOptions options) : ICarrier
{
    /// <summary>Where a letter lies.</summary>
    public static string PathOf(BoardOptions options, Guid id) => Path.Combine(options.Data, "mail", $"{id:n}.eml");

    /// <summary>Takes out letters that were written before a moment.</summary>
    /// <param name="options">Where they lie.</param>
    /// <param name="before">UTC.</param>
    public static void Sweep(BoardOptions options, DateTime before)
    {
        DirectoryInfo folder = new(Path.GetDirectoryName(PathOf(options, Guid.Empty))!);
        if (!folder.Exists) return;
        foreach (var letter in folder.EnumerateFiles("*.eml").Where(l => l.LastWriteTimeUtc < before).ToList()) letter.Delete();
    }

    public async Task TakeAsync(Guid id, MimeMessage letter, CancellationToken stop)
    {
        var path = PathOf(options, id);
        OwnerOnly.MakeFolder(Path.GetDirectoryName(path)!); // a letter may hold a code that opens an account
        await using var into = OwnerOnly.Write(path, FileMode.Create);
        await letter.WriteToAsync(into, stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
