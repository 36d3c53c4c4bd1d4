using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Downloads;

/// <summary>Makes the file of a long list for the person who asked, with what he or she may see now, and tells when it is ready (Y3).</summary>
public sealed class MakeDownload(BoardDb db, IEnumerable<IListOut> lists, ListExport export, DownloadFiles files, TimeProvider clock)
{
    /// <summary>Makes it. The file is there before the row says so; whoever dies in between begins anew.</summary>
    /// <param name="download">Held by this node.</param>
    /// <param name="stop">Stops the work.</param>
    public async Task MakeAsync(Download download, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(download);
        if (await OpenAsync(download, stop) is not var (opened, format))
        {
            download.Fails(clock.UtcNow());
            db.Viewer = Viewer.System("Long lists");
            await db.SaveAsync(Command.Now("Gave up a long list"), stop);
            return;
        }
        await export.LogAsync(opened, stop);
        var sight = SightOf(db.Viewer);
        var (lines, length) = await files.WriteAsync(download.Id, to => export.WriteAsync(opened, format, to, stop));
        var now = clock.UtcNow();
        download.Made(export.FileName(opened, format), lines, length, sight, now);
        db.Outbox.Add(new(MailKind.DownloadReady, download.PersonId, new(download.Id, "", "/downloads", download.PersonId), now));
        await db.SaveAsync(Command.Now("Made a long list"), stop);
    }

    // From here on the database is open for who asked; null where nobody may have it any more.
    private async Task<(OpenedList, ListFormat)?> OpenAsync(Download download, CancellationToken stop)
    {
        if (!await db.Users.AnyAsync(a => a.PersonId == download.PersonId && a.EndedAt == null, stop)) return null;
        await db.SeeAsAsync(download.PersonId, clock.Today(), stop);
        if (lists.SingleOrDefault(l => l.Name == download.List) is not { } list || !list.MayBeTakenBy(db.Viewer) || !Enum.TryParse<ListFormat>(download.Format, out var format)) return null;
        try
        {
            return (await list.OpenAsync(download.Filter, stop), format);
        }
        catch (JsonException)
        {
            return null; // kept by an older version of the product
        }
    }

    /// <summary>What somebody may see and do, as a hash: another one means that something was given or taken.</summary>
    public static string SightOf(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var all = viewer.Roles.Select(r => $"{r.Role} {r.Scope} {r.ScopeId}").Concat(viewer.ActsFor.Select(a => $"for {a.OrganisationId} {a.Role}"))
            .Concat(viewer.OrganisationIds.Select(o => $"in {o}")).Concat(viewer.AccessLists.Select(l => $"list {l}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', all.Order(StringComparer.Ordinal)))));
    }
}

/// <summary>The letter that says so.</summary>
internal sealed class DownloadLetter(BoardDb db, BoardOptions options, BoardContext board) : Outbox.ILetter
{
    /// <inheritdoc/>
    public MailKind Kind => MailKind.DownloadReady;

    /// <inheritdoc/>
    public async Task<(string Subject, string Text)?> WriteAsync(Mail mail, Account account, CancellationToken stop) =>
        await db.Downloads.IgnoreQueryFilters([BoardDb.Own]).AnyAsync(d => d.Id == mail.AboutId && d.PersonId == account.PersonId && d.State == DownloadState.Ready, stop)
            ? ($"A list you asked for at {board.Settings.Name} is ready", $"""
                A list that you asked for as a file is ready. It is kept for {Say.Count((int)DownloadRules.Lasts.TotalDays, "day")}:

                {options.PublicAddress}/downloads
                """)
            : null;
}
