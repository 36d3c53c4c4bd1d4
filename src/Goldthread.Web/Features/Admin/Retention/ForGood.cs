using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Library;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin.Downloads;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention;

/// <summary>Some removals may not be carried out, as it turned out behind the lock; nothing was removed.</summary>
internal sealed class RemovalStoppedException(IReadOnlyDictionary<Guid, string> why) : Exception("A removal may not be carried out")
{
    /// <summary>By the removal's id, why.</summary>
    public IReadOnlyDictionary<Guid, string> Why => why;
}

/// <summary>Removes records for good, with everything that repeats them: parts, edges, values in history, search, what was typed and not
/// sent, letters, files. The trail goes on telling that they were there, by their ids.</summary>
public sealed class ForGood(BoardDb db, RetentionBook book, FileStore store, TimeProvider clock)
{
    /// <summary>How the trail names it.</summary>
    public const string Deed = "Removed for good", Again = "Removed again after a restore";

    /// <summary>What one save took away.</summary>
    private sealed record Taken(int Records, int Files, IReadOnlyList<string> Hashes);

    /// <summary>Carries out removals that the same two people decided by the same rule, in one save, and certifies it. Everything they
    /// rest on is asked again behind the lock.</summary>
    /// <exception cref="RemovalStoppedException">Some may not be carried out; nothing was removed.</exception>
    public async Task CarryOutAsync(IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        db.Viewer = Viewer.System("Retention");
        var removals = await db.Removals.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(stop);
        var (first, now) = (removals[0], clock.UtcNow());
        var rule = await db.RetentionRules.AsNoTracking().SingleAsync(r => r.Id == first.RuleId, stop);
        var code = Reference.New('C');
        await db.BeginWipingAsync(stop);
        var taken = await TakeAsync([.. removals.Select(r => r.RecordId)], $"Its time was over: certificate {code}", stop);
        RemovalCertificate certificate = new(new(Guid.CreateVersion7(), code, now, first.Kind, first.IsRestricted,
            $"Kept for {RetentionRules.LengthInWords(rule.Months)}, counted from: {rule.Counted.InWords().ToLowerInvariant()}. {rule.Ground.Trim().TrimEnd('.')}.", rule.From, rule.AdoptedBy,
            first.ApprovedById, first.ApprovedBy, BoardCalendar.DayOf(first.ApprovedAt), first.ConfirmedById!.Value, first.ConfirmedBy!, BoardCalendar.DayOf(first.ConfirmedAt!.Value),
            taken.Records, taken.Files, [.. removals.Select(r => r.RecordId)]));
        db.Certificates.Add(certificate);
        db.BehindTheLock = async token =>
        {
            var judged = (await book.JudgeAsync([.. removals.Select(r => r.RecordId)], token)).ToDictionary(j => j.Facts.Id);
            var states = await db.Removals.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, token);
            Dictionary<Guid, string> why = [];
            foreach (var (id, removal) in states)
            {
                var found = judged.GetValueOrDefault(removal.RecordId);
                if (removal.WhyNot(found?.Facts, found?.Verdict, now) is { Length: > 0 } reason) why[id] = reason;
            }
            if (why.Count > 0) throw new RemovalStoppedException(why);
        };
        foreach (var removal in removals) removal.Done(certificate);
        await SaveAsync(Deed, taken, [.. removals.Select(r => r.RecordId)], store.DiscardUnused, stop);
    }

    /// <summary>Removes again what was removed after a copy of the board was made that has now come back, and keeps the certificates.</summary>
    /// <param name="certificates">Those that the board does not have.</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>How many records, with their parts, were there again.</returns>
    public async Task<int> RepeatAsync(IReadOnlyList<CertificateText> certificates, CancellationToken stop)
    {
        db.Viewer = Viewer.System("Retention");
        var records = 0;
        foreach (var text in certificates.OrderBy(c => c.At))
        {
            await db.BeginWipingAsync(stop);
            var taken = await TakeAsync(text.Removed, $"Its time was over: certificate {text.Code}", stop, again: true);
            db.Certificates.Add(new(text));
            var open = await db.Removals.Where(r => text.Removed.Contains(r.RecordId) && r.State != RemovalState.Removed).ToListAsync(stop);
            foreach (var removal in open) removal.Stop("Removed by a certificate that this copy did not have");
            await SaveAsync(Again, taken, text.Removed, store.Discard, stop);
            records += taken.Records;
        }
        if (certificates.Count > 0) await db.RewriteFileAsync(stop);
        return records;
    }

    /// <summary>Removes again what a list beside the board says was removed, where this database does not have the certificate: it is an
    /// older copy. Then the list says what the database says.</summary>
    /// <returns>How many records were there again.</returns>
    public async Task<int> CatchUpAsync(ErasureList list, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(list);
        db.Viewer = Viewer.System("Retention");
        var known = (await db.Certificates.Select(c => c.Id).ToListAsync(stop)).ToHashSet();
        var listed = list.ReadOwn();
        var again = await RepeatAsync([.. listed.Where(c => !known.Contains(c.Id))], stop);
        if (!known.SetEquals(listed.Select(c => c.Id))) await list.WriteAsync(db, null, stop);
        return again;
    }

    /// <summary>Takes away the traces of the running whose time is over by a rule that the board adopted.</summary>
    /// <returns>How many rows.</returns>
    public async Task<int> SweepTracesAsync(CancellationToken stop)
    {
        db.Viewer = Viewer.System("Retention");
        var (rules, now) = (await book.RulesAsync(stop), clock.UtcNow());
        if (rules.Count == 0) return 0;
        var holds = await book.HoldsAsync(stop);
        var swept = 0;
        if (RetentionRules.GoesBefore(RetentionKind.Letter, rules, holds, now) is { } letters)
        {
            var ended = db.Outbox.Where(m => m.EndedAt != null && m.EndedAt < letters);
            if (await ended.AnyAsync(stop)) await OnceAsync("Letters removed by the rule of retention", async () => swept += await ended.ExecuteDeleteAsync(stop), stop);
        }
        if (RetentionRules.GoesBefore(RetentionKind.Session, rules, holds, now) is { } signIns)
        {
            var over = db.Sessions.Where(s => s.SeenAt < signIns); // none lasts longer than a day
            if (await over.AnyAsync(stop))
            {
                var gone = await over.Select(s => s.Id).ToListAsync(stop);
                foreach (var row in await db.History.Where(h => gone.Contains(h.RecordId) && h.Values != "").ToListAsync(stop)) db.EraseHistory(row, "Its time was over: the rule for sign-ins");
                await OnceAsync("Sign-ins removed by the rule of retention", async () => swept += await over.ExecuteDeleteAsync(stop), stop);
            }
        }
        return swept;
    }

    private async Task OnceAsync(string deed, Func<Task> remove, CancellationToken stop)
    {
        await db.BeginWipingAsync(stop);
        await db.SaveAsync(Command.Now(deed), stop, (_, _, _) => remove());
        await db.EndWipingAsync(stop);
    }

    private async Task SaveAsync(string deed, Taken taken, IReadOnlyCollection<Guid> ids, Action<string> discard, CancellationToken stop)
    {
        db.IsForGood = true;
        try
        {
            // That a later finding repeats one of these is no part of these; the mark goes with them.
            await db.SaveAsync(Command.Now(deed), stop, async (_, _, token) =>
            {
                foreach (var id in ids) await db.Database.ExecuteSqlAsync($"""delete from finding_repeats where "EarlierId" = {id}""", token);
            });
        }
        finally
        {
            db.IsForGood = false;
            db.BehindTheLock = null;
        }
        await db.EndWipingAsync(stop);
        // After the save: whatever happens here, the sweep takes out what no record points to.
        foreach (var hash in taken.Hashes)
            if (!await db.UsesContentAsync(hash, stop)) discard(hash);
    }

    // Again: an older copy has them as they were then, before somebody left or a decision was put off.
    private async Task<Taken> TakeAsync(IReadOnlyCollection<Guid> wanted, string reason, CancellationToken stop, bool again = false)
    {
        List<ConfidentialRecord> records =
        [
            .. await db.Findings.IgnoreQueryFilters([BoardDb.Standing]).AsSplitQuery().Where(f => wanted.Contains(f.Id)).ToListAsync(stop),
            .. await db.Recommendations.AsSplitQuery().Where(r => wanted.Contains(r.Id)).ToListAsync(stop),
            .. await db.Actions.AsSplitQuery().Where(a => wanted.Contains(a.Id) || (a.RecommendationId != null && wanted.Contains(a.RecommendationId.Value))).ToListAsync(stop),
            .. await db.Measures.AsSplitQuery().Where(m => wanted.Contains(m.RecommendationId)).ToListAsync(stop),
            .. await db.Meetings.Where(m => wanted.Contains(m.Id)).ToListAsync(stop),
            .. await db.Decisions.Where(d => wanted.Contains(d.MeetingId)).ToListAsync(stop),
            .. await db.LibraryItems.AsSplitQuery().Where(i => wanted.Contains(i.Id)).ToListAsync(stop),
        ];
        var ids = records.Select(r => r.Id).ToList();
        db.RemoveRange(records.SelectMany(r => r switch { Finding f => f.Evidence, ImprovementAction a => a.Evidence, ImpactMeasure m => m.Evidence, _ => [] }));
        var files = await FilesAsync(ids, stop);
        List<Guid> found = [.. ids, .. files.Select(f => f.Id)];
        db.RemoveRange(await db.SearchDocuments.Where(d => found.Contains(d.Id)).ToListAsync(stop));
        var versions = files.Count == 0 ? [] : await db.FileVersions.Where(v => found.Contains(v.FileId)).ToListAsync(stop);
        db.RemoveRange(versions);
        db.RemoveRange(await db.DraftsAboutAsync(ids, [], stop));
        await db.EmptyRowsAboutAsync(ids, [], stop);
        await db.TakeBackDownloadsAsync(stop);
        db.RemoveRange(await db.Outbox.Where(m => m.AboutId != null && ids.Contains(m.AboutId.Value)).ToListAsync(stop));
        db.RemoveRange(records);
        var people = await PeopleAsync(wanted, again, stop);
        await DecisionsAsync([.. wanted.Concat(ids)], stop);
        List<Guid> told = [.. found, .. versions.Select(v => v.Id), .. people.Told];
        foreach (var some in told.Chunk(2000))
            foreach (var row in await db.History.Where(h => some.Contains(h.RecordId) && h.Values != "").ToListAsync(stop)) db.EraseHistory(row, reason);
        return new(records.Count + people.Count, files.Count, [.. files.Select(f => f.Hash).Concat(versions.Select(v => v.Hash)).Distinct()]);
    }

    // What was written about them when they were put off or called back, and holds over one of them, which nobody sees any more.
    private async Task DecisionsAsync(List<Guid> ids, CancellationToken stop)
    {
        foreach (var removal in await db.Removals.Where(r => ids.Contains(r.RecordId) && r.Why != "").ToListAsync(stop)) removal.Empty();
        db.RemoveRange(await db.Holds.Where(h => h.Scope == HoldScope.Record && h.ScopeId != null && ids.Contains(h.ScopeId.Value)).ToListAsync(stop));
    }

    // Files that serve these alone; what another record also uses stays, without the link.
    private async Task<IReadOnlyList<StoredFile>> FilesAsync(List<Guid> ids, CancellationToken stop)
    {
        var links = await db.FileLinks.Where(l => ids.Contains(l.RecordId)).ToListAsync(stop);
        db.RemoveRange(links);
        var own = links.Select(l => l.FileId).Distinct().ToList();
        var files = own.Count == 0 ? [] : await db.Files.Where(f => own.Contains(f.Id) && !db.FileLinks.Any(l => l.FileId == f.Id && !ids.Contains(l.RecordId))
            && !db.Evidence.Any(e => e.SourceId == f.Id && e.Source == EvidenceSource.File
                && !((e.FindingId != null && ids.Contains(e.FindingId.Value)) || (e.ActionId != null && ids.Contains(e.ActionId.Value)) || (e.MeasureId != null && ids.Contains(e.MeasureId.Value))))).ToListAsync(stop);
        db.RemoveRange(files);
        return files;
    }

    // The account, how it signed in, and the address go; the name stays where it stands under what was done (ADR 20).
    private async Task<(int Count, IReadOnlyList<Guid> Told)> PeopleAsync(IReadOnlyCollection<Guid> wanted, bool again, CancellationToken stop)
    {
        var accounts = await db.Users.Where(a => wanted.Contains(a.PersonId) && (again || a.EndedAt != null)).ToListAsync(stop);
        if (accounts.Count == 0) return (0, []);
        var left = accounts.Select(a => a.PersonId).ToList();
        var sessions = await db.Sessions.Where(s => left.Contains(s.PersonId)).ToListAsync(stop);
        foreach (var person in await db.People.Where(p => left.Contains(p.Id)).ToListAsync(stop)) person.Describe(person.Name, "");
        db.RemoveRange(sessions);
        db.RemoveRange(await db.Drafts.IgnoreQueryFilters([BoardDb.Own]).Where(d => left.Contains(d.PersonId)).ToListAsync(stop));
        db.RemoveRange(await db.Downloads.IgnoreQueryFilters([BoardDb.Own]).Where(d => left.Contains(d.PersonId)).ToListAsync(stop));
        var addresses = accounts.Select(a => a.NormalizedEmail).ToList();
#pragma warning disable CA1304, CA1311, CA1862 // EF translates only this
        db.RemoveRange(await db.Outbox.Where(m => (m.PersonId != null && left.Contains(m.PersonId.Value)) || (m.Address != "" && addresses.Contains(m.Address.ToUpper()))).ToListAsync(stop)); // typed where nobody was signed in
#pragma warning restore CA1304, CA1311, CA1862
        var resets = await db.FactorResets.Where(r => left.Contains(r.PersonId)).ToListAsync(stop);
        db.RemoveRange(resets);
        db.RemoveRange(accounts);
        return (accounts.Count, [.. left, .. accounts.Select(a => a.Id), .. sessions.Select(s => s.Id), .. resets.Select(r => r.Id)]);
    }
}
