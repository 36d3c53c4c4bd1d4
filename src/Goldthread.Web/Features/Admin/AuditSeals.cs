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

/// <summary>The seals lie in a file beside the database, one a line; copy it elsewhere as often as you can.</summary>
public sealed class AuditSeals(BoardOptions options, Sealing sealing, TimeProvider clock)
{
    /// <summary>Where they lie.</summary>
    public string Path => System.IO.Path.Combine(options.Data, "seals", "audit-seals.jsonl");

    /// <summary>Seals the trail as it ends now; the line is on the disk when this returns.</summary>
    public async Task<AuditSeal> SealAsync(BoardDb db, CancellationToken stop)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleAsync(stop);
        var seal = new AuditSeal(head.Sequence, Convert.ToHexStringLower(head.Hash), clock.UtcNow(), "");
        seal = seal with { Signature = sealing.Sign(seal.Text) };
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await using var file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutUnfinishedLine(file);
        await file.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(seal) + "\n"), stop);
        file.Flush(flushToDisk: true);
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(h => h.Seals, h => h.Seals + 1).SetProperty(h => h.SealedTo, seal.Sequence), stop);
        return seal;
    }

    /// <summary>Every seal, oldest first; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is not one of ours, or goes back behind the line before it.</exception>
    public IReadOnlyList<AuditSeal> Read()
    {
        List<AuditSeal> seals = [];
        if (!File.Exists(Path)) return seals;
        var text = File.ReadAllText(Path);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = seals.Count + 1;
            if (Parse(line) is not { } seal || sealing.Sign(seal.Text) != seal.Signature)
                throw new InvalidDataException($"line {number} of {Path} was not signed with this board's key");
            if (seals.Count > 0 && seal.Sequence < seals[^1].Sequence)
                throw new InvalidDataException($"line {number} of {Path} seals less of the trail than the line before it");
            seals.Add(seal);
        }
        return seals;
    }

    /// <summary>The lines of the seals that vouch for entries up to this one, for a copy of the board that was taken there: a later seal
    /// would accuse it of a cut end.</summary>
    public string LinesUpTo(long sequence)
    {
        if (!File.Exists(Path)) return "";
        var text = File.ReadAllText(Path);
        var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => Parse(line) is not { } seal || seal.Sequence <= sequence);
        return string.Concat(lines.Select(line => line + "\n"));
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
