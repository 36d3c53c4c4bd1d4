namespace Goldthread.Domain.Library;

/// <summary>What a scanner says of a file. Only what is clean is opened to anybody.</summary>
public enum FileCheck
{
    /// <summary>It did not answer yet. First, so that a state that is misread opens nothing.</summary>
    Waiting,
    /// <summary>Nothing was found, or the board has no scanner.</summary>
    Clean,
    /// <summary>Something was found; the bytes are gone.</summary>
    Refused,
}

/// <summary>A file, kept once however many records it serves (F1). It is as confidential as the record it came in
/// with; a place it also serves shows it to nobody who could not see it there.</summary>
public sealed class StoredFile : ConfidentialRecord
{
    private StoredFile() { }

    /// <summary>Registers a file whose bytes are in the store.</summary>
    /// <param name="name">Name it came with.</param>
    /// <param name="mediaType">Kind by its real content.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="hash">SHA-256 of the bytes, lower-case hex: its place in the store.</param>
    /// <param name="standsFor">The day, or last day, it stands for (F2).</param>
    /// <param name="uploadedAt">Instant it came in, UTC; can't be edited.</param>
    /// <param name="uploadedBy">Who brought it, by name.</param>
    public StoredFile(string name, string mediaType, long length, string hash, DateOnly standsFor, DateTime uploadedAt, string uploadedBy) =>
        (Name, MediaType, Length, Hash, StandsFor, UploadedAt, UploadedBy) = (name, mediaType, length, hash, standsFor, uploadedAt, uploadedBy);

    /// <summary>Name it came with.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Kind by its real content.</summary>
    public string MediaType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The day it stands for.</summary>
    public DateOnly StandsFor { get; private set; }

    /// <summary>When it came in, UTC.</summary>
    public DateTime UploadedAt { get; private set; }

    /// <summary>Who brought it.</summary>
    public string UploadedBy { get; private set; } = "";

    /// <summary>What the scanner says.</summary>
    public FileCheck Check { get; private set; } = FileCheck.Clean;

    /// <summary>What it found; empty for nothing.</summary>
    public string Found { get; private set; } = "";

    /// <summary>Notes what the scanner says.</summary>
    public void Checked(FileCheck check, string found) => (Check, Found) = (check, found.Length > 200 ? found[..200] : found);

    /// <inheritdoc/>
    public override string Label => Name;

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.ShelveItems;
}

/// <summary>That a file serves a record.</summary>
public sealed class FileLink
{
    private FileLink() { }

    /// <summary>Attaches a file.</summary>
    public FileLink(Guid fileId, string recordKind, Guid recordId) => (FileId, RecordKind, RecordId) = (fileId, recordKind, recordId);

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The file.</summary>
    public Guid FileId { get; private set; }

    /// <summary>Kind of record: "item", "finding", "action", "measure".</summary>
    public string RecordKind { get; private set; } = "";

    /// <summary>The record.</summary>
    public Guid RecordId { get; private set; }
}
