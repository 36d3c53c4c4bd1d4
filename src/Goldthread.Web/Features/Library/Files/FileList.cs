using System.Globalization;
using Goldthread.Domain;
using Goldthread.Domain.Library;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Library.Files;

/// <summary>A file as it is listed beside the record it serves (F8).</summary>
public sealed record FileLine(Guid Id, string Name, string MediaType, long Length, DateOnly StandsFor, DateTime UploadedAt, string UploadedBy, Confidentiality Confidentiality, FileCheck Check, string Found, int Number)
{
    /// <summary>"PDF, 1.2 MB".</summary>
    public string Size => Words(Name, Length);

    /// <summary>The same for any file.</summary>
    public static string Words(string name, long length) => $"{Path.GetExtension(name).TrimStart('.').ToUpperInvariant()}, {InWords(length)}";

    private static string InWords(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
    };
}

/// <summary>What the partial with the files of a record shows.</summary>
/// <param name="Files">Files this viewer may see.</param>
/// <param name="AttachAddress">Where more are attached; null for whoever may not.</param>
public sealed record FilesShown(IReadOnlyList<FileLine> Files, string? AttachAddress = null);

/// <summary>Files by the record they serve.</summary>
public static class FileList
{
    /// <summary>Files of a record that this viewer may see, in the order they were attached. The reading of a restricted name is
    /// logged.</summary>
    /// <param name="db">The board's database.</param>
    /// <param name="kind">"item", "finding", "action" or "measure".</param>
    /// <param name="recordId">The record.</param>
    /// <param name="stop">Stops the work.</param>
    public static async Task<IReadOnlyList<FileLine>> FilesOfAsync(this BoardDb db, string kind, Guid recordId, CancellationToken stop)
    {
        var files = await (
            from link in db.FileLinks
            join file in db.Files on link.FileId equals file.Id
            where link.RecordId == recordId && link.RecordKind == kind
            orderby link.Id
            select new FileLine(file.Id, file.Name, file.MediaType, file.Length, file.StandsFor, file.UploadedAt, file.UploadedBy, file.Confidentiality, file.Check, file.Found, file.Number)).ToListAsync(stop);
        await db.LogReadingsAsync<Domain.Library.StoredFile>(files.Where(f => f.Confidentiality == Confidentiality.Restricted).Select(f => f.Id), stop);
        return files;
    }
}

/// <summary>What may be chosen, in words for the hint at a field.</summary>
public static class FileContentHint
{
    /// <summary>The hint.</summary>
    public static string Text => $"{Site.FileContent.Accepted}. Not: files with macros or a password.";
}
