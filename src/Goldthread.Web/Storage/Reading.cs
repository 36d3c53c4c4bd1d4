using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Goldthread.Web.Storage;

// Single records: found only if this viewer may see them, and a restricted one only after its reading is on the trail.
public abstract partial class BoardDb
{
    private readonly List<AuditChange> readings = [];

    /// <summary>The record, or null when it does not exist or is not for this viewer: nobody can tell which.
    /// The reading of a restricted record is logged before it is shown; if it can't be logged, this throws.</summary>
    public async Task<T?> FindVisibleAsync<T>(Guid id, CancellationToken stop) where T : ConfidentialRecord
    {
        var record = await Set<T>().IgnoreQueryFilters([Standing]).SingleOrDefaultAsync(r => r.Id == id, stop);
        if (record is { Confidentiality: Confidentiality.Restricted } && !Viewer.IsSystem) await LogReadingAsync(record, stop);
        return record;
    }

    /// <summary>Puts on the trail that a list was taken out, or what is written of one record (W5).</summary>
    public Task LogExportAsync(string list, CancellationToken stop, Guid? recordId = null) =>
        LogAsync(new() { Kind = list, RecordId = recordId ?? Guid.Empty, State = "exported" }, "Export", stop);

    private Task LogReadingAsync(ConfidentialRecord record, CancellationToken stop) =>
        LogAsync(new() { Kind = record.GetType().Name, RecordId = record.Id, State = "read" }, "Read", stop);

    // In a context of its own: what the caller has changed so far is not his command yet.
    private async Task LogAsync(AuditChange reading, string deed, CancellationToken stop)
    {
        await using var beside = (BoardDb)Activator.CreateInstance(GetType(), this.GetService<IDbContextOptions>(), clock, sealing)!;
        (beside.Viewer, beside.From) = (Viewer, From);
        beside.readings.Add(reading);
        await beside.SaveAsync(Command.Now(deed), stop);
    }
}
