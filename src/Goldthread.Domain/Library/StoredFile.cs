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

/// <summary>How far the text of a file is in the search (Y1).</summary>
public enum FileText
{
    /// <summary>To be taken, once the scanner has called the file clean.</summary>
    Waiting,
    /// <summary>Taken.</summary>
    Taken,
    /// <summary>It has none, or none that can be read within the bounds.</summary>
    None,
    /// <summary>Something was taken out of it by hand: it is never read again, or that would come back.</summary>
    Cleaned,
}

/// <summary>A file, kept once however many records it serves (F1). It is as confidential as the record it came in
/// with; a place it also serves shows it to nobody who could not see it there.</summary>
public sealed class StoredFile : ConfidentialRecord, ISearched
{
    /// <summary>Letters of a file's text that are searched: some sixty pages.</summary>
    public const int MostText = 200_000;

    private string? textNow; // as it goes into the search with the next save; it is kept nowhere else

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

    /// <summary>Which version this is: 1 for the first (F4).</summary>
    public int Number { get; private set; } = 1;

    /// <summary>Why this version took the place of the one before; empty for the first.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Puts a new version in the place of what stands here. The record, its readers and what it serves stay.</summary>
    /// <param name="with">The new content, registered as a file of its own would be.</param>
    /// <param name="why">Why, in a sentence.</param>
    /// <returns>What stood here, to be kept beside it.</returns>
    public FileVersion Replace(StoredFile with, string why)
    {
        FileVersion before = new(this);
        (Name, MediaType, Length, Hash, StandsFor, UploadedAt, UploadedBy, Check, Found) = (with.Name, with.MediaType, with.Length, with.Hash, with.StandsFor, with.UploadedAt, with.UploadedBy, with.Check, with.Found);
        (Number, Why, Text, textNow) = (Number + 1, why.Trim(), FileText.Waiting, ""); // nobody finds the new version by the words of the old
        return before;
    }

    /// <summary>How far its text is in the search.</summary>
    public FileText Text { get; private set; }

    /// <summary>Lets its text be found by whoever may open the file.</summary>
    /// <param name="text">What was read; empty where there was nothing to read.</param>
    public void Says(string text) => (textNow, Text) = (text.Length > MostText ? text[..MostText] : text, text.Length == 0 ? FileText.None : FileText.Taken);

    /// <summary>Something was taken out of its text in the search.</summary>
    public void TextCleaned() => Text = FileText.Cleaned;

    // What only named people may read is found by its name alone, as if nothing of it had been read; opened again, it is read again.
    /// <inheritdoc/>
    protected override void ReadersChanged()
    {
        if (Confidentiality == Confidentiality.Restricted && Text == FileText.Taken) Text = FileText.Waiting;
    }

    /// <inheritdoc/>
    public SearchText ToSearch() => new("File", Name, Confidentiality == Confidentiality.Restricted || Check == FileCheck.Refused ? "" : textNow, StandsFor, null, null, null, []);

    /// <inheritdoc/>
    public override string Label => Name;

    /// <inheritdoc/>
    public override Admin.Right GoverningRight => Admin.Right.ShelveItems;
}

/// <summary>What a file was before a new version took its place: kept, and opened by whoever may open the file (F4).</summary>
public sealed class FileVersion
{
    private FileVersion() { }

    /// <summary>A file as it stands.</summary>
    internal FileVersion(StoredFile file)
    {
        (FileId, Number, Name, MediaType, Length, Hash) = (file.Id, file.Number, file.Name, file.MediaType, file.Length, file.Hash);
        (StandsFor, UploadedAt, UploadedBy, Check, Found, Why) = (file.StandsFor, file.UploadedAt, file.UploadedBy, file.Check, file.Found, file.Why);
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The file.</summary>
    public Guid FileId { get; private set; }

    /// <summary>Which version: 1 for the first.</summary>
    public int Number { get; private set; }

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
    public FileCheck Check { get; private set; }

    /// <summary>What it found; empty for nothing.</summary>
    public string Found { get; private set; } = "";

    /// <summary>Why it took the place of the one before; empty for the first.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Notes what the scanner says.</summary>
    public void Checked(FileCheck check, string found) => (Check, Found) = (check, found.Length > 200 ? found[..200] : found);
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
