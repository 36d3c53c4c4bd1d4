using System.Globalization;
using System.Text;
using System.Text.Json;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>How the trail ended at a moment, signed with the key that is not in the database. Whoever rewrites the end
/// of the trail with fresh hashes passes the chain and is found by a seal alone (T12).</summary>
/// <param name="Sequence">The last entry then.</param>
/// <param name="Hash">Its hash, lower-case hex.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Signature">HMAC of the three, lower-case hex.</param>
public sealed record AuditSeal(long Sequence, string Hash, DateTime At, string Signature)
{
    /// <summary>What is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Sequence} {Hash} {At:O}");
}

/// <summary>The seals lie in a file beside the database, one a line, and where a second folder is set in another there. Whoever can change the
/// database can often change what lies beside it: what the second place holds counts as much, and nothing is ever taken from it.</summary>
public sealed class AuditSeals(BoardOptions options, Sealing sealing, TimeProvider clock)
{
    private const int LongestLine = 1000;

    /// <summary>Where they lie.</summary>
    public string Path => System.IO.Path.Combine(options.Data, "seals", "audit-seals.jsonl");

    /// <summary>The same in the second place; null when none is set.</summary>
    public string? CopyPath => options.SealCopies is { } folder ? System.IO.Path.Combine(folder, "audit-seals.jsonl") : null;

    /// <summary>Why the second place could not be written to, the last time; null when it could.</summary>
    public string? CopyProblem { get; private set; }

    /// <summary>Seals the trail as it ends now; the line is on the disk when this returns, and in the second place if that can be written to.</summary>
    public async Task<AuditSeal> SealAsync(BoardDb db, CancellationToken stop)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(stop);
        var seal = new AuditSeal(head.Sequence, Convert.ToHexStringLower(head.Hash), clock.UtcNow(), "");
        seal = seal with { Signature = sealing.Sign(seal.Text) };
        OwnerOnly.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        Append(Path, [JsonSerializer.Serialize(seal)]);
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(h => h.Seals, h => h.Seals + 1).SetProperty(h => h.SealedTo, seal.Sequence), stop);
        Copy();
        return seal;
    }

    /// <summary>Every seal of both places, each once, oldest first; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is not one of ours, or goes back behind the line before it.</exception>
    public IReadOnlyList<AuditSeal> Read()
    {
        var here = Read(Path);
        for (var i = 1; i < here.Count; i++)
            if (here[i].Sequence < here[i - 1].Sequence) throw new InvalidDataException($"line {i + 1} of {Path} seals less of the trail than the line before it");
        return CopyPath is null ? here : [.. here.Concat(Read(CopyPath)).DistinctBy(s => s.Signature).OrderBy(s => s.Sequence).ThenBy(s => s.At)];
    }

    /// <summary>When the trail was sealed last, UTC, as the file here has it; null when it has none.</summary>
    public DateTime? Newest()
    {
        if (!File.Exists(Path)) return null;
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = Math.Max(0, file.Length - 4 * LongestLine); // some of the last lines
        using StreamReader text = new(file);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<AuditSeal>().LastOrDefault()?.At;
    }

    private List<AuditSeal> Read(string path)
    {
        List<AuditSeal> seals = [];
        foreach (var line in WholeLines(path))
            seals.Add(Parse(line) is { } seal && sealing.Sign(seal.Text) == seal.Signature ? seal : throw new InvalidDataException($"line {seals.Count + 1} of {path} was not signed with this board's key"));
        return seals;
    }

    // Whatever the second place lacks, also from before it was set or while it was away.
    private void Copy()
    {
        if (CopyPath is not { } there) return;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(there)!);
            Append(there, [.. WholeLines(Path).Except(WholeLines(there))]);
            CopyProblem = null;
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            CopyProblem = $"The seals of the audit trail can't be written to {options.SealCopies}";
        }
    }

    private static void Append(string path, IReadOnlyCollection<string> lines)
    {
        using var file = OwnerOnly.Write(path, FileMode.OpenOrCreate, isRead: true);
        CutUnfinishedLine(file);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        file.Flush(flushToDisk: true);
    }

    private static string[] WholeLines(string path)
    {
        if (!File.Exists(path)) return [];
        var text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The lines of the seals that vouch for entries up to this one, for a copy of the board that was taken there: a later seal
    /// would accuse it of a cut end.</summary>
    public string LinesUpTo(long sequence)
    {
        IEnumerable<string> all = CopyPath is null ? WholeLines(Path) : WholeLines(Path).Union(WholeLines(CopyPath)).OrderBy(line => Parse(line)?.Sequence ?? 0);
        return string.Concat(all.Where(line => Parse(line) is not { } seal || seal.Sequence <= sequence).Select(line => line + "\n"));
    }

    // A power cut in the middle of a line leaves a piece that vouches for nothing.
    private static void CutUnfinishedLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
            end--;
        }
        file.SetLength(end);
        file.Position = end;
    }

    private static AuditSeal? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditSeal>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
