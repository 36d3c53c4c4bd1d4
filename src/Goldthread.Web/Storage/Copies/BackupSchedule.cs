using System.Globalization;

namespace Goldthread.Web.Storage.Copies;

/// <summary>Where and when the board backs itself up.</summary>
/// <param name="Folder">Where backups lie; better on another disk.</param>
/// <param name="Hour">Hour at the board's clock, 0 to 23.</param>
/// <param name="Kept">How many of the newest stay.</param>
/// <param name="Key">Makes the key of a new backup.</param>
internal sealed record BackupSchedule(string Folder, int Hour, int Kept, Func<BackupKey> Key)
{
    private const string Prefix = "goldthread-", Ending = ".backup", Time = "yyyy-MM-dd'T'HHmm'Z'";

    /// <summary>The file of a backup made at an instant.</summary>
    public string PathOf(DateTime at) => Path.Combine(Folder, Prefix + at.ToString(Time, CultureInfo.InvariantCulture) + Ending);

    /// <summary>When the backups were made that lie there, by their names; other files are nobody's business.</summary>
    public IEnumerable<DateTime> Made() => Directory.EnumerateFiles(Folder, $"{Prefix}*{Ending}").Select(Path.GetFileName)
        .Select(name => DateTime.TryParseExact(name![Prefix.Length..^Ending.Length], Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : (DateTime?)null)
        .OfType<DateTime>();
}
