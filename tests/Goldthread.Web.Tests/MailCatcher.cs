using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Goldthread.Web.Tests;

/// <summary>A mail server on a port of its own that keeps what it is given.</summary>
public sealed class MailCatcher : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public MailCatcher()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>What it was given, in order.</summary>
    public ConcurrentQueue<MimeMessage> Mails { get; } = [];

    /// <summary>What it says to a recipient; by default it takes everybody.</summary>
    public Func<string, string> Answer { get; set; } = _ => "250 OK";

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var talking = client;
        using StreamReader from = new(client.GetStream(), Encoding.Latin1);
        await using StreamWriter to = new(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await to.WriteLineAsync("220 catcher");
        while (await from.ReadLineAsync(stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO" or "MAIL" or "RSET" or "NOOP":
                    await to.WriteLineAsync("250 OK");
                    break;
                case "RCPT":
                    await to.WriteLineAsync(Answer(line));
                    break;
                case "DATA":
                    await to.WriteLineAsync("354 go on");
                    Mails.Enqueue(await ReadMailAsync(from));
                    await to.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await to.WriteLineAsync("221 bye");
                    return;
                default:
                    await to.WriteLineAsync("500 what?");
                    break;
            }
        }
    }

    private async Task<MimeMessage> ReadMailAsync(StreamReader from)
    {
        StringBuilder text = new();
        while (await from.ReadLineAsync(stop.Token) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        using MemoryStream bytes = new(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }
}
