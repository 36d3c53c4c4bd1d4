using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Goldthread.Domain.Library;

namespace Goldthread.Web.Site;

/// <summary>Asks a virus scanner (ClamAV's clamd) about a file, where the board has one. It is no guard against files that unpack to
/// something enormous: <see cref="FileContent"/> is. Whatever it does not call clean is not opened to anybody (T06).</summary>
public sealed class FileScanner(BoardOptions options)
{
    /// <summary>What it says of a file that is longer than it takes (StreamMaxLength of clamd).</summary>
    public const string TooLarge = "it is too large to be checked";

    // A large file takes longer, and must not wait for ever for being one.
    private static TimeSpan Patience(Stream content) => TimeSpan.FromSeconds(30 + (content.CanSeek ? content.Length / 2_000_000 : 0));

    /// <summary>Whether the board has a scanner.</summary>
    public bool IsThere => options.Scanner is not null;

    /// <summary>Asks about a file.</summary>
    /// <param name="content">Its bytes; read to the end.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>Clean also where there is no scanner; waiting where it does not answer; refused with what it found.</returns>
    public async Task<(FileCheck Check, string What)> AskAsync(Stream content, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!IsThere) return (FileCheck.Clean, "");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(Patience(content));
            return Read(await SendAsync(content, deadline.Token));
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return (FileCheck.Waiting, "");
        }
    }

    /// <summary>Whether the scanner answers; true where there is none.</summary>
    public async Task<bool> AnswersAsync(CancellationToken stop)
    {
        // Whoever asks how the board fares does not wait for long.
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            return (await AskAsync(Stream.Null, soon.Token)).Check != FileCheck.Waiting;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    // "stream: OK", "stream: NAME FOUND", "INSTREAM size limit exceeded. ERROR". Nothing at all is no answer.
    private static (FileCheck, string) Read(string answer) => answer switch
    {
        "" => (FileCheck.Waiting, ""),
        "stream: OK" => (FileCheck.Clean, ""),
        _ when answer.EndsWith(" FOUND", StringComparison.Ordinal) => (FileCheck.Refused, answer["stream: ".Length..^" FOUND".Length]),
        _ when answer.Contains("size limit exceeded", StringComparison.Ordinal) => (FileCheck.Refused, TooLarge),
        _ => (FileCheck.Waiting, ""), // an error of its own, which passes: asked again
    };

    private async Task<string> SendAsync(Stream content, CancellationToken stop)
    {
        using var socket = await ConnectAsync(options.Scanner!, stop);
        await using NetworkStream wire = new(socket);
        await wire.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
        try
        {
            var length = new byte[4];
            var buffer = new byte[131_072];
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
            {
                BinaryPrimitives.WriteInt32BigEndian(length, read);
                await wire.WriteAsync(length, stop);
                await wire.WriteAsync(buffer.AsMemory(0, read), stop);
            }
            await wire.WriteAsync(new byte[4], stop);
        }
        catch (IOException)
        {
            // It hangs up early when a file is longer than it takes, and has said so before.
        }
        using MemoryStream answer = new();
        await wire.CopyToAsync(answer, stop);
        return Encoding.UTF8.GetString(answer.ToArray()).TrimEnd('\0', '\n');
    }

    private static async Task<Socket> ConnectAsync(Uri address, CancellationToken stop)
    {
        var socket = address.Scheme == "unix" ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Scheme == "unix") await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), stop);
            else await socket.ConnectAsync(address.Host, address.Port, stop);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
