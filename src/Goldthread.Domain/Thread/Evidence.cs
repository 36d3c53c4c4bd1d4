namespace Goldthread.Domain.Thread;

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceSource
{
    /// <summary>Something on a shelf of the library.</summary>
    LibraryItem,
    /// <summary>An indicator of the dataset.</summary>
    Indicator,
    /// <summary>A file.</summary>
    File,
    /// <summary>What somebody states; the note holds it.</summary>
    Statement,
}

/// <summary>What a finding, an action or a measure rests on: exactly one of the three. The source is named
/// by kind and id, without a key, for it may lie in any part and may be hidden from this reader.</summary>
public sealed class Evidence
{
    private Evidence() { }

    /// <summary>Names a piece of evidence.</summary>
    /// <param name="source">What it is.</param>
    /// <param name="sourceId">Which one; its own id for a statement.</param>
    /// <param name="standsFor">The day, or last day, it speaks of.</param>
    /// <param name="note">What it shows, in a sentence.</param>
    /// <param name="addedBy">Who brought it, by name.</param>
    public Evidence(EvidenceSource source, Guid? sourceId, DateOnly standsFor, string note, string addedBy)
    {
        (Source, StandsFor, Note, AddedBy) = (source, standsFor, note, addedBy);
        SourceId = sourceId ?? Id;
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The finding it supports.</summary>
    public Guid? FindingId { get; private set; }

    /// <summary>The action it supports.</summary>
    public Guid? ActionId { get; private set; }

    /// <summary>The impact measure it supports.</summary>
    public Guid? MeasureId { get; private set; }

    /// <summary>What it is.</summary>
    public EvidenceSource Source { get; private set; }

    /// <summary>Which one.</summary>
    public Guid SourceId { get; private set; }

    /// <summary>The day it speaks of.</summary>
    public DateOnly StandsFor { get; private set; }

    /// <summary>What it shows.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Who brought it.</summary>
    public string AddedBy { get; private set; } = "";

    /// <summary>Which version of a file it is: what is judged on it was judged on that one. Null for what is no file.</summary>
    public int? FileNumber { get; private set; }

    /// <summary>The last day on which it may be rested on; null for no end (F3).</summary>
    public DateOnly? KeepUntil { get; private set; }

    /// <summary>The person who is reminded before that day.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>Says until when it may be rested on, and who looks at it then.</summary>
    public Evidence Keeping(DateOnly? until, Guid? ownerId)
    {
        (KeepUntil, OwnerId) = (until, until is null ? null : ownerId);
        return this;
    }

    /// <summary>Keeps which version of the file was seen.</summary>
    public Evidence AsItStood(int number)
    {
        FileNumber = number;
        return this;
    }

    /// <summary>The chart of an indicator as it stood when it was cited: figures and limits, as text that the part of the dataset
    /// writes and reads. Null for what is no indicator, or when there were no figures to draw.</summary>
    public string? Chart { get; private set; }

    /// <summary>Keeps the chart as it stands now: later figures and revisions don't change what was seen.</summary>
    public Evidence Showing(string? chart)
    {
        Chart = chart;
        return this;
    }
}
