using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>Files on a form: those chosen now, and those taken in when the form was sent before and came back with an
/// error, so that nobody chooses them twice.</summary>
public sealed class FilesInput
{
    /// <summary>Chosen now.</summary>
    public List<IFormFile> New { get; set; } = [];

    /// <summary>Taken in before: sealed, each for the person who brought it and for a day.</summary>
    public List<string> Held { get; set; } = [];

    /// <summary>Names that looked as if they said who a child is, and that the person has looked at: each by the hash of its content.</summary>
    public List<string> LookedAt { get; set; } = [];

    /// <summary>What the held ones are, for the view; set by <see cref="AttachFiles.ReceiveAsync"/>.</summary>
    [BindNever]
    public IReadOnlyList<(string Seal, ReceivedFile File)> Kept { get; set; } = [];
}

/// <summary>Attaches files to records. Every page that takes files uses it: <see cref="ReceiveAsync"/> takes them in,
/// <see cref="ToAsync"/> hangs them on a record, and the page's own save keeps both or neither.</summary>
public sealed class AttachFiles(BoardDb db, FileStore store, TimeProvider clock, IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("goldthread.files").ToTimeLimitedDataProtector();

    private sealed record Sealed(Guid? PersonId, ReceivedFile File);

    /// <summary>Takes in what was chosen and what is held. A refused file gives a message at the field; what was
    /// accepted is held, and comes back with the form when something else on it is wrong.</summary>
    /// <param name="input">The form's files.</param>
    /// <param name="state">Where messages go.</param>
    /// <param name="field">Name of the field: "Files.New".</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>Accepted files, none twice.</returns>
    public async Task<IReadOnlyList<ReceivedFile>> ReceiveAsync(FilesInput input, ModelStateDictionary state, string field, CancellationToken stop)
    {
        // A value that is sent empty comes as null, whatever the list says.
        var files = input.Held.OfType<string>().Select(Unseal).OfType<ReceivedFile>().Where(f => store.Holds(f.Hash)).ToList();
        // Whoever chooses anew instead of looking gives the file another name.
        if (input.New.Any(f => f.FileName.Length > 0)) files.RemoveAll(f => PersonalDetails.Seen(f.Name).Count > 0 && !input.LookedAt.Contains(f.Hash));
        foreach (var (name, message, file) in await ReceiveAllAsync(input.New, stop))
        {
            if (file is null) state.AddModelError(field, message!);
            else if (files.All(f => f.Hash != file.Hash || f.Name != file.Name)) files.Add(file);
        }
        Hold(input, files);
        foreach (var file in files.Where(f => PersonalDetails.Seen(f.Name) is { Count: > 0 } && !input.LookedAt.Contains(f.Hash)))
            state.AddModelError(field, $"The name “{file.Name}” looks as if it held {string.Join(" and ", PersonalDetails.Seen(file.Name))}: choose the file again under another name, or tick that you have looked");
        return files;
    }

    /// <summary>Lets files come back with the form, received and not to be chosen again.</summary>
    public void Hold(FilesInput input, IEnumerable<ReceivedFile> files) => input.Kept = [.. files.Select(file => (Seal(file), file))];

    /// <summary>A file that came in parts, as it is held by the form it will be sent with.</summary>
    public string Held(ReceivedFile file) => Seal(file);

    /// <summary>Takes in files one by one: name, why it was refused, or what was accepted.</summary>
    public async Task<IReadOnlyList<(string Name, string? Refusal, ReceivedFile? File)>> ReceiveAllAsync(IEnumerable<IFormFile> chosen, CancellationToken stop)
    {
        List<(string, string?, ReceivedFile?)> results = [];
        foreach (var form in chosen.Where(f => f.FileName.Length > 0))
        {
            await using var content = form.OpenReadStream();
            var (file, refusal) = await store.ReceiveAsync(content, form.FileName, stop);
            results.Add((FileStore.Harmless(form.FileName), refusal, file));
        }
        return results;
    }

    /// <summary>Hangs files on a record: as confidential as the record they come in with. A file that is already kept,
    /// for the same readers and the same day, is not registered again (F1). The caller saves.</summary>
    /// <param name="record">What they belong to.</param>
    /// <param name="kind">"item", "finding", "action" or "measure".</param>
    /// <param name="files">From <see cref="ReceiveAsync"/>.</param>
    /// <param name="standsFor">The day, or last day, they stand for: not that of the upload (F2).</param>
    /// <param name="stop">Stops the work.</param>
    public async Task<IReadOnlyList<StoredFile>> ToAsync(ConfidentialRecord record, string kind, IReadOnlyList<ReceivedFile> files, DateOnly standsFor, CancellationToken stop)
    {
        if (files.Count == 0) return [];
        var hashes = files.Select(f => f.Hash).ToList();
        var known = (await db.Files.Where(f => hashes.Contains(f.Hash)).ToListAsync(stop))
            .Where(f => f.Check != FileCheck.Refused && f.StandsFor == standsFor && f.Confidentiality == record.Confidentiality && f.AccessListId == record.AccessListId).ToList();
        var there = known.Count == 0 ? new HashSet<Guid>() : await db.FileLinks.Where(l => l.RecordId == record.Id && l.RecordKind == kind).Select(l => l.FileId).ToHashSetAsync(stop);
        List<StoredFile> attached = [];
        foreach (var file in files)
        {
            var stored = known.FirstOrDefault(f => f.Hash == file.Hash && f.Name == file.Name);
            if (stored is null)
            {
                stored = new(file.Name, file.MediaType, file.Length, file.Hash, standsFor, clock.UtcNow(), db.Viewer.Name);
                if (file.Waits) stored.Checked(FileCheck.Waiting, "");
                stored.LimitLike(record);
                db.Files.Add(stored);
            }
            if (there.Add(stored.Id)) db.FileLinks.Add(new(stored.Id, kind, record.Id)); // attached to it twice, it serves it once
            attached.Add(stored);
        }
        return attached;
    }

    /// <summary>Lets a file that is kept already serve another record too. Whoever could not open it before can't
    /// through this place either. The caller has asked <c>ReadersOfParts.CanServe</c>, and saves.</summary>
    public void Link(StoredFile file, string kind, ConfidentialRecord record) => db.FileLinks.Add(new(file.Id, kind, record.Id));

    private string Seal(ReceivedFile file) => seal.Protect(JsonSerializer.Serialize(new Sealed(db.Viewer.PersonId, file)), TimeSpan.FromHours(20));

    private ReceivedFile? Unseal(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Sealed>(seal.Unprotect(text)) is { } held && held.PersonId == db.Viewer.PersonId ? held.File : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // too old, or not ours: the person chooses the file again
        }
    }
}
