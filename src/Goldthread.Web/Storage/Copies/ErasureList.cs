using System.Globalization;
using System.Text;
using System.Text.Json;
using Goldthread.Domain.Admin;
using Goldthread.Web.Commands;
using Goldthread.Web.Site;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Storage.Copies;

/// <summary>What was removed for good, kept outside the database too: a copy of the board from before brings it back, and from this list it is
/// removed again before anybody may sign in (T24). It holds what certificates say, and is signed with the master key, so that nobody else
/// makes a board remove anything.</summary>
public sealed class ErasureList(BoardOptions options, Sealing sealing, TimeProvider clock)
{
    private sealed record Head(int Format, DateTime At, int Count, string Signature);

    private sealed record Line(CertificateText Certificate, string Hash);

    /// <summary>A list as it was read.</summary>
    /// <param name="Path">Where it lies.</param>
    /// <param name="At">When it was written, UTC: nothing that was removed later is in it.</param>
    /// <param name="Certificates">What was removed.</param>
    public sealed record Written(string Path, DateTime At, IReadOnlyList<CertificateText> Certificates);

    /// <summary>Its name: that of the board's key, so that the lists of two boards may lie in one folder.</summary>
    public string FileName => $"erasures-{sealing.Mark}.jsonl";

    /// <summary>Where it lies beside the board.</summary>
    public string Path => System.IO.Path.Combine(options.Data, "seals", FileName);

    /// <summary>Why a second place could not be written to, the last time; null when it could.</summary>
    public string? CopyProblem { get; private set; }

    // Beside the seals, where they are copied to, and beside the backups of the schedule.
    private IEnumerable<string> Copies => new[] { options.SealCopies, options.Backups?.Folder }.OfType<string>().Select(folder => System.IO.Path.Combine(folder, FileName));

    /// <summary>Writes what the database certifies, and what the list had besides, to every place.</summary>
    /// <param name="db">Opened to see everything.</param>
    /// <param name="beside">One more folder, for a copy that is made there now; null for none.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task WriteAsync(BoardDb db, string? beside, CancellationToken stop)
    {
        var before = File.Exists(Path) ? Read(Path).Certificates : [];
        var certificates = (await db.Certificates.AsNoTracking().ToListAsync(stop)).Select(c => c.Text).Concat(before).DistinctBy(c => c.Id).OrderBy(c => c.At).ThenBy(c => c.Id).ToList();
        OwnerOnly.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        Write(Path, certificates);
        CopyProblem = null;
        foreach (var copy in Copies.Concat(beside is null ? [] : [System.IO.Path.Combine(beside, FileName)]))
        {
            try
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
                Write(copy, certificates);
            }
            catch (Exception away) when (away is IOException or UnauthorizedAccessException)
            {
                CopyProblem = $"The list of what was removed can't be written to {System.IO.Path.GetDirectoryName(copy)}";
            }
        }
    }

    /// <summary>What the board's own lists have, in whichever place; none where there is none.</summary>
    public IReadOnlyList<CertificateText> ReadOwn() => [.. Copies.Prepend(Path).Where(File.Exists).SelectMany(p => Read(p).Certificates).DistinctBy(c => c.Id)];

    /// <summary>Reads a list.</summary>
    /// <exception cref="UsageException">It is not one of this board's, or was changed.</exception>
    public Written Read(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            var head = JsonSerializer.Deserialize<Head>(lines[0])!;
            var certificates = lines[1..].Select(line => JsonSerializer.Deserialize<Line>(line)!).ToList();
            if (head.Count != certificates.Count || head.Signature != Sign(head.At, certificates) || certificates.Exists(c => c.Certificate.Hash() != c.Hash)) throw new FormatException();
            return new(path, head.At, [.. certificates.Select(c => c.Certificate)]);
        }
        catch (Exception odd) when (odd is FormatException or JsonException or IndexOutOfRangeException or NullReferenceException)
        {
            throw new UsageException($"{path} is not the list of what this board removed, as this board's key signed it");
        }
    }

    /// <summary>The newest list of this board for a copy that is to come back.</summary>
    /// <param name="named">A file that was named; null to look beside the copy and where the seals are copied to.</param>
    /// <param name="beside">Folder of the copy.</param>
    /// <param name="madeAt">When the copy was made, UTC.</param>
    /// <exception cref="UsageException">There is none, or none that is as new as the copy.</exception>
    internal Written Find(string? named, string beside, DateTime madeAt)
    {
        const string hint = "The board keeps it in its folder seals, where GOLDTHREAD_SEAL_DIR says, and beside its backups: name it with --erasures FILE. If there is none any more, say --without-erasures: what was removed for good since this copy was made then comes back, and has to be removed anew";
        string[] places = named is not null ? [named] : [.. new[] { beside, Serve.SealCopies }.OfType<string>().Select(folder => System.IO.Path.Combine(folder, FileName))];
        List<Written> found = [];
        foreach (var place in places.Where(File.Exists))
        {
            try
            {
                found.Add(Read(place));
            }
            catch (UsageException odd)
            {
                throw new UsageException($"{odd.Message}. {hint}");
            }
        }
        var newest = found.MaxBy(f => f.At) ?? throw new UsageException($"the list of what this board removed for good is missing ({string.Join(", ", places)}). {hint}");
        return newest.At >= madeAt ? newest : throw new UsageException($"the list of what this board removed for good ({newest.Path}) is older than this copy, so it can't say what was removed since. {hint}");
    }

    /// <summary>Puts a list beside a board that comes back, before anything of it does: also whoever starts it after a restore that broke off
    /// finds what is to be removed again.</summary>
    public void Keep(Written list)
    {
        ArgumentNullException.ThrowIfNull(list);
        OwnerOnly.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        Write(Path, list.Certificates);
    }

    // Whole, beside its place and then moved: nobody reads a half.
    private void Write(string path, IReadOnlyList<CertificateText> certificates)
    {
        List<Line> lines = [.. certificates.Select(c => new Line(c, c.Hash()))];
        var at = clock.UtcNow();
        var draft = $"{path}.{Guid.NewGuid():n}.part";
        try
        {
            using (var file = OwnerOnly.Write(draft, FileMode.CreateNew))
            {
                file.Write(Encoding.UTF8.GetBytes(string.Concat(new[] { JsonSerializer.Serialize(new Head(1, at, lines.Count, Sign(at, lines))) }.Concat(lines.Select(l => JsonSerializer.Serialize(l))).Select(l => l + "\n"))));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
            Durable.SyncFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private string Sign(DateTime at, IEnumerable<Line> lines) => sealing.Sign(string.Create(CultureInfo.InvariantCulture, $"Goldthread: erasures {at.Ticks} {string.Join(' ', lines.Select(l => l.Hash))}"));
}
