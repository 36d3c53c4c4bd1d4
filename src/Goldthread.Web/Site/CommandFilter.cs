using Goldthread.Domain;
using Goldthread.Web.Features.Admin.Trail;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Goldthread.Web.Site;

/// <summary>Asks, before any handler or rule runs, whether this command was carried out before (else a second press
/// would meet "already done"), checks that what was chosen exists, and turns a lost race into both versions side by side, with what
/// the other did (ADR 7, Z4).</summary>
public sealed class CommandFilter(BoardDb db, Sealing sealing, TimeProvider clock) : IAsyncPageFilter
{
    /// <inheritdoc/>
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is not BoardPage page || !HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            await next();
            return;
        }
        var stop = context.HttpContext.RequestAborted;
        page.Command.Deed = context.ActionDescriptor.ViewEnginePath.TrimStart('/');
        if (context.HandlerMethod?.Name is { Length: > 0 } handler) page.Command.Deed += $" · {handler}";
        if (await db.StoredCommands.AsNoTracking().SingleOrDefaultAsync(c => c.Id == page.Command.Id, stop) is { } first)
        {
            context.Result = Answer(first);
            return;
        }
        await Features.Shared.Chosen.CheckAsync(db, page, stop);
        var done = await next();
        if (done.Exception is CommandRepeatedException repeated) (done.Result, done.ExceptionHandled) = (Answer(repeated.First), true);
        else if (done.Exception is LastAdministratorException)
        {
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Modified or EntityState.Deleted).ToList()) await entry.ReloadAsync(stop);
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).ToList()) entry.State = EntityState.Detached;
            page.Command.Id = Guid.CreateVersion7();
            page.ModelState.Remove("Command.Id");
            page.ModelState.AddModelError("", "Nobody else could run the system: give somebody else the role of administrator, and let them sign in, first");
            await page.FillAsync(stop);
            (done.Result, done.ExceptionHandled) = (page.Page(), true);
        }
        else if (done.Exception is DbUpdateConcurrencyException conflict)
        {
            List<EntityEntry> records = [.. conflict.Entries.Where(e => e.Entity is Record)];
            var overtaken = await OvertakenAsync(records, stop);
            if (!await AskAnewAsync(context.HttpContext, stop))
            {
                (done.Result, done.ExceptionHandled) = (new NotFoundResult(), true);
                return;
            }
            var answer = await TwoVersions.PutTogetherAsync(db, context, page, stop);
            answer ??= await ShowConflictAsync(page, records, stop);
            (done.Result, done.ExceptionHandled) = (answer, true);
            await ShowAnewAsync(page, overtaken, stop);
        }
        else if (done.Result is PageResult && !page.ModelState.IsValid && Stale() is { Count: > 0 } stale)
        {
            // What the rule refused may fit no longer because of what somebody else did: that is told too.
            var overtaken = await OvertakenAsync(stale, stop);
            if (!await AskAnewAsync(context.HttpContext, stop))
            {
                done.Result = new NotFoundResult();
                return;
            }
            if (await TwoVersions.PutTogetherAsync(db, context, page, stop) is not { } answer) return;
            done.Result = answer;
            await ShowAnewAsync(page, overtaken, stop);
        }
    }

    // What is shown now was saved after the viewer was loaded: whoever was taken off the list before it was written does not read it
    // for having been on the list when the request began. False when the session has ended.
    private async Task<bool> AskAnewAsync(HttpContext http, CancellationToken stop)
    {
        if (!db.Viewer.IsSignedIn) return true;
        if (await SignedIn.LoadAsync(http, http.User, stop) is not { } who) return false;
        db.Viewer = who.Viewer;
        db.ReadAnew();
        return true;
    }

    // Records whose version on the screen is not the one that is saved.
    private List<EntityEntry> Stale() =>
        [.. db.ChangeTracker.Entries<Record>().Where(e => e.Property(r => r.Version) is var version && version.OriginalValue != version.CurrentValue)];

    private static async Task<List<Overtaken>> OvertakenAsync(IEnumerable<EntityEntry> records, CancellationToken stop)
    {
        List<Overtaken> overtaken = [];
        foreach (var entry in records)
        {
            var seen = (int)entry.Property(nameof(Record.Version)).OriginalValue!;
            if (await entry.GetDatabaseValuesAsync(stop) is { } saved) overtaken.Add(new(entry.Metadata.ClrType, ((Record)entry.Entity).Id, seen, saved.GetValue<int>(nameof(Record.Version))));
        }
        return overtaken;
    }

    // The form goes on from what is saved now, as a command of its own.
    private async Task ShowAnewAsync(BoardPage page, List<Overtaken> overtaken, CancellationToken stop)
    {
        page.Command.Id = Guid.CreateVersion7();
        foreach (var key in new[] { "Command.Version", "Command.Id", "Command.Was" }) page.ModelState.Remove(key);
        if (page.ViewData["Conflict"] is not Conflict conflict) return;
        List<DeedSince> since = [];
        foreach (var record in overtaken) since.AddRange(await TrailSince.TellAsync(db, sealing, record, clock.Today(), stop));
        page.ViewData["Conflict"] = conflict with { Since = since };
    }

    private IActionResult Answer(StoredCommand first) =>
        first.PersonId == db.Viewer.PersonId && first.Result is { } address ? new LocalRedirectResult(address) : new NotFoundResult();

    // Where a page has no form of the record's fields: what is typed stays, theirs stands beside it. Saving again, knowingly,
    // goes from their version on.
    private async Task<IActionResult> ShowConflictAsync(BoardPage page, IEnumerable<EntityEntry> records, CancellationToken stop)
    {
        List<ConflictLine> lines = [];
        foreach (var entry in records)
        {
            var (mine, changed) = (entry.CurrentValues.Clone(), entry.Properties.Where(p => p.IsModified).Select(p => p.Metadata).ToHashSet());
            await entry.ReloadAsync(stop);
            if (entry.State == EntityState.Detached) continue;
            if (entry.Entity is ConfidentialRecord record && !Access.CanSee(record, db.Viewer)) return new NotFoundResult(); // shut to this person meanwhile
            foreach (var property in entry.Properties.Where(p => changed.Contains(p.Metadata) && p.Metadata.Name != nameof(Record.Version)))
            {
                if (!Equals(mine[property.Metadata], property.CurrentValue))
                    lines.Add(new(Features.Shared.FieldWords.Of(entry.Metadata.ClrType.Name, property.Metadata.Name), Convert.ToString(property.CurrentValue, BoardCalendar.British), Convert.ToString(mine[property.Metadata], BoardCalendar.British)));
            }
            page.Command.Version = ((Record)entry.Entity).Version;
        }
        page.ViewData["Conflict"] = new Conflict(lines);
        await page.FillAsync(stop);
        return page.Page();
    }
}
