using System.Diagnostics;
using System.Text;
using Goldthread.Domain.Library;

namespace Goldthread.Web.Site;

/// <summary>Reads the text of a kept file in a process of its own, with a bound on its memory, its time and what it may say: a file made
/// to run a reader out of stack, memory or time ends that process and nothing else (T06). It is told no secret: not the master key, not
/// the database.</summary>
public sealed class FileReading(FileStore store)
{
    private const string MostMemory = "30000000"; // 768 MB, as the runtime wants it: hexadecimal

    /// <summary>How long one file may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The text of a file.</summary>
    /// <param name="hash">Its place in the store.</param>
    /// <param name="mediaType">Kind by its real content.</param>
    /// <param name="stop">Stops.</param>
    /// <returns>Empty where it has none; what was read until then where it can't be read to its end. Null when its bytes are away.</returns>
    public async Task<string?> ReadAsync(string hash, string mediaType, CancellationToken stop)
    {
        if (!store.Holds(hash)) return null;
        if (mediaType.StartsWith("image/", StringComparison.Ordinal)) return "";
        using Process reader = new() { StartInfo = Start(store.PlaceOf(hash), mediaType) };
        reader.Start();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        var text = new StringBuilder();
        try
        {
            var complaints = reader.StandardError.BaseStream.CopyToAsync(Stream.Null, deadline.Token);
            var letters = new char[8192];
            for (int read; text.Length < StoredFile.MostText && (read = await reader.StandardOutput.ReadAsync(letters, deadline.Token)) > 0;) text.Append(letters, 0, read);
            if (text.Length < StoredFile.MostText) await Task.WhenAll(complaints, reader.WaitForExitAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It took too long; what it said until then is as good as a part of any text.
        }
        finally
        {
            if (!reader.HasExited) reader.Kill(entireProcessTree: true);
        }
        return Whole(text.ToString());
    }

    // No half of a pair, no sign that a database refuses.
    private static string Whole(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value is not (0 or 0xFFFD)).Select(rune => rune.ToString())).Trim();

    private static ProcessStartInfo Start(string path, string mediaType)
    {
        var own = Environment.ProcessPath ?? "dotnet";
        var isOurs = Path.GetFileNameWithoutExtension(own) == "goldthread";
        var isHost = Path.GetFileNameWithoutExtension(own) == "dotnet";
        ProcessStartInfo start = new(isOurs || isHost ? own : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8 };
        if (!isOurs) start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "goldthread.dll"));
        foreach (var argument in new[] { Commands.ReadTextVerb.Name, path, mediaType }) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "HOME" or "TMPDIR" or "TMP" or "TEMP" or "SystemRoot") && !k.StartsWith("DOTNET_ROOT", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        (start.Environment["DOTNET_GCHeapHardLimit"], start.Environment["DOTNET_EnableDiagnostics"], start.Environment["DOTNET_gcServer"]) = (MostMemory, "0", "0");
        return start;
    }
}
