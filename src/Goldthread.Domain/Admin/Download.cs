namespace Goldthread.Domain.Admin;

/// <summary>How far a long list has come on its way into a file.</summary>
public enum DownloadState
{
    /// <summary>To be made, or being made.</summary>
    Waiting,

    /// <summary>Made: the person who asked may fetch it.</summary>
    Ready,

    /// <summary>Tried too often.</summary>
    Failed,

    /// <summary>What may be read of it has changed since it was made: its file is gone.</summary>
    TakenBack,
}

/// <summary>A long list as a file, made in the background for the person who asked, with what he or she may see at that moment (Y3).
/// Nobody else sees that it was asked for.</summary>
public sealed class Download : Record
{
    private Download() { }

    /// <summary>Asks for it.</summary>
    /// <param name="personId">Who asks.</param>
    /// <param name="list">The list's own name.</param>
    /// <param name="format">As what: "Csv" or "Excel".</param>
    /// <param name="filter">What was chosen, as JSON.</param>
    /// <param name="title">List and filter in words.</param>
    /// <param name="now">UTC.</param>
    public Download(Guid personId, string list, string format, string filter, string title, DateTime now) =>
        (PersonId, List, Format, Filter, Title, AskedAt, HeldUntil) = (personId, list, format, filter, title, now, now);

    /// <summary>Who asked.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>The list's own name.</summary>
    public string List { get; private init; } = "";

    /// <summary>As what.</summary>
    public string Format { get; private init; } = "";

    /// <summary>What was chosen, as JSON.</summary>
    public string Filter { get; private init; } = "";

    /// <summary>List and filter in words.</summary>
    public string Title { get; private init; } = "";

    /// <summary>When it was asked for, UTC.</summary>
    public DateTime AskedAt { get; private init; }

    /// <summary>How far it has come.</summary>
    public DownloadState State { get; private set; }

    /// <summary>Until then a node has it, UTC; one that died with it leaves it to the next.</summary>
    public DateTime HeldUntil { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Tries { get; private set; }

    /// <summary>When it was made or given up, UTC.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Name of the file, as it is saved on a computer.</summary>
    public string File { get; private set; } = "";

    /// <summary>Lines of the list.</summary>
    public int Lines { get; private set; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; private set; }

    /// <summary>What the person could see when it was made, as a hash: somebody who may see something else today makes it anew.</summary>
    public string Sight { get; private set; } = "";

    /// <summary>It is made.</summary>
    /// <param name="file">Its name on a computer.</param>
    /// <param name="lines">Lines of the list.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="sight">What the person could see, as a hash.</param>
    /// <param name="now">UTC.</param>
    public void Made(string file, int lines, long length, string sight, DateTime now) =>
        (State, File, Lines, Length, Sight, EndedAt) = (DownloadState.Ready, file, lines, length, sight, now);

    /// <summary>It is given up.</summary>
    public void Fails(DateTime now) => (State, EndedAt) = (DownloadState.Failed, now);

    /// <summary>Something that may be in it is not to be read as before: a file that is made goes, one in the making is begun anew.</summary>
    public void TakeBack(DateTime now)
    {
        if (State == DownloadState.Ready) State = DownloadState.TakenBack;
        else if (State == DownloadState.Waiting) HeldUntil = now;
    }

    /// <summary>Its file is gone.</summary>
    public void Emptied() => Length = 0;
}

/// <summary>How long a list must be to be made in the background, and how long its file lies ready.</summary>
public static class DownloadRules
{
    /// <summary>Lines of a list that is still made at once.</summary>
    public const int MostAtOnce = 5000;

    /// <summary>Files that one person may have asked for and not got (T25).</summary>
    public const int MostWaiting = 5;

    /// <summary>A file that is not fetched by then goes.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    /// <summary>A node that has not finished by then is taken for dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>Given up after as many tries.</summary>
    public const int MostTries = 3;

    /// <summary>Longest filter, in characters of JSON.</summary>
    public const int LongestFilter = 4000;

    /// <summary>Longest title, in characters.</summary>
    public const int LongestTitle = 400;

    /// <summary>Why somebody may not ask for one more; none when he or she may.</summary>
    /// <param name="waiting">How many wait for this person.</param>
    public static IReadOnlyList<Problem> Check(int waiting) =>
        waiting < MostWaiting ? [] : [new("", $"{MostWaiting} lists are being made for you: wait until one is ready, then ask again")];
}
