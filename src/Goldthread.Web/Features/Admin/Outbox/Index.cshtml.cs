using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Jobs;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Outbox;

/// <summary>What was sent, what waits, and what failed and why. Not what it said: a letter may hold a code that opens an account.</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class IndexModel(BoardDb db, BoardOptions options, BoardContext board, TimeProvider clock) : BoardPage
{
    /// <summary>A mail in a line.</summary>
    public sealed record Line(Guid Id, MailKind Kind, Guid? PersonId, string Name, DateTime MadeAt, MailState State, DateTime? EndedAt, DateTime NotBefore, int Tries, string Problem);

    /// <summary>Which of them; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public MailState? State { get; set; }

    public Listing<Line> Mails { get; private set; } = null!;

    /// <summary>How many there are of each state.</summary>
    public IReadOnlyDictionary<MailState, int> Counts { get; private set; } = new Dictionary<MailState, int>();

    /// <summary>No mail server is named: letters lie in a folder.</summary>
    public bool IsFolder => options.MailServer is null;

    /// <summary>In a demonstration letters may be read here; nobody is behind them.</summary>
    public bool ShowsLetters => IsFolder && board.IsShown;

    public Task OnGetAsync(int p, CancellationToken stop) => ReadAsync(p, stop);

    public async Task<IActionResult> OnPostAgainAsync(Guid mail, CancellationToken stop)
    {
        if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == mail, stop) is not { } failed) return NotFound();
        ModelState.Add(failed.TryAgain(clock.UtcNow()));
        if (!ModelState.IsValid) return await AgainAsync(stop);
        return await SaveAndGoAsync(db, "/mail", "It is tried again", stop);
    }

    public override Task FillAsync(CancellationToken stop) => ReadAsync(1, stop);

    private async Task ReadAsync(int number, CancellationToken stop)
    {
        Counts = await db.Outbox.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        var mails = db.Outbox.Where(m => State == null || m.State == State).OrderByDescending(m => m.MadeAt).ThenByDescending(m => m.Id)
            .Select(m => new Line(m.Id, m.Kind, m.PersonId, db.People.Where(p => p.Id == m.PersonId).Select(p => p.Name).FirstOrDefault() ?? m.Address,
                m.MadeAt, m.State, m.EndedAt, m.NotBefore, m.Tries, m.Problem));
        Mails = await mails.PageAsync(number, stop);
    }
}
