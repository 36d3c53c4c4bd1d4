using System.Security.Cryptography;
using System.Text;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Thread.LooseEnds;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Home;

/// <summary>A message to many: written, shown with everybody who gets it, and sent only as it was shown (X3).</summary>
[Needs(Right.RunTheSystem, Right.ActOnBehalf)]
public sealed class WriteToManyModel(BoardDb db, Viewer viewer, BoardContext board, BoardOptions options, TimeProvider clock) : BoardPage
{
    public sealed class MessageInput
    {
        public MessageAudience? Audience { get; set; }

        [Chosen("Choose a group from the list", "groups")]
        public Guid? GroupId { get; set; }

        public string? Subject { get; set; }
        public string? Text { get; set; }

        /// <summary>What was shown, people and words, when the button was offered.</summary>
        public string? Shown { get; set; }
    }

    /// <summary>Somebody who gets it.</summary>
    public sealed record Recipient(Guid PersonId, string Name, string Email);

    [BindProperty]
    public MessageInput Input { get; set; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<string> FieldOrder { get; } = ["Audience", "GroupId", "Subject", "Text"];

    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];

    /// <summary>Everybody who gets it; null before it was shown.</summary>
    public IReadOnlyList<Recipient>? Recipients { get; private set; }

    /// <summary>What they read.</summary>
    public string Letter { get; private set; } = "";

    public Task OnGetAsync(CancellationToken stop) => FillAsync(stop);

    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await ReadAsync(stop);
        return await AgainAsync(stop);
    }

    public async Task<IActionResult> OnPostSendAsync(CancellationToken stop)
    {
        var shown = Input.Shown;
        if (await ReadAsync(stop) is not { } message) return await AgainAsync(stop);
        if (shown != Input.Shown)
        {
            ModelState.AddModelError("", "The message, or who gets it, is not as it was shown. Look at it again, then send it");
            return await AgainAsync(stop);
        }
        db.Messages.Add(message);
        db.Outbox.AddRange(Recipients!.Select(r => new Mail(r.PersonId, message)));
        return await SaveAndGoAsync(db, "/mail", $"The message to {Say.Count(Recipients!.Count, "person", "people")} is on its way", stop);
    }

    public override async Task FillAsync(CancellationToken stop) => Groups = await db.GroupsAsync(clock.Today(), stop);

    private async Task<Message?> ReadAsync(CancellationToken stop)
    {
        ModelState.Add(MessageRules.Check(Input.Audience, Input.GroupId, Input.Subject, Input.Text));
        if (!ModelState.IsValid) return null;
        Recipients = await RecipientsAsync(Input.Audience!.Value, stop);
        if (Recipients.Count == 0)
        {
            Recipients = null;
            ModelState.AddModelError("Input.Audience", "Nobody among them has an account: choose others");
            return null;
        }
        Message message = new(Input.Audience.Value, Input.Subject!, Input.Text!.ReplaceLineEndings("\n"), viewer.Name, clock.UtcNow());
        Letter = MessageLetter.Text(message, board.Settings.Name, options.PublicAddress);
        Input.Shown = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', [message.Subject, message.Text, .. Recipients.Select(r => $"{r.PersonId} {r.Email}")]))));
        ModelState.SetModelValue("Input.Shown", Input.Shown, Input.Shown);
        return message;
    }

    private async Task<IReadOnlyList<Recipient>> RecipientsAsync(MessageAudience audience, CancellationToken stop)
    {
        var today = clock.Today();
        var held = db.RoleHoldings.Where(h => h.From <= today && (h.Until == null || h.Until >= today));
        List<Guid?> late = audience != MessageAudience.WhoeverIsLate ? [] : await db.LooseEndsOf(LooseEnd.ActionOverdue, today, new()).Select(r => r.WhoId)
            .Concat(db.LooseEndsOf(LooseEnd.NoResponse, today, new()).Select(r => r.WhoId)).Distinct().ToListAsync(stop);
        held = audience switch
        {
            MessageAudience.AgencyLeads => held.Where(h => h.Role == Role.AgencyLead && h.Scope == ScopeKind.Organisation),
            MessageAudience.Chairs => held.Where(h => h.Role == Role.Chair),
            MessageAudience.WhoeverIsLate => held.Where(h => (h.Role == Role.AgencyLead || h.Role == Role.Chair) && late.Contains(h.ScopeId)),
            MessageAudience.OneGroup => held.Where(h => h.ScopeId == Input.GroupId && h.Role != Role.OutsideReader),
            MessageAudience.Everybody => held,
        };
        var accounts = db.Users.Where(a => a.EndedAt == null && a.PersonId != viewer.PersonId && a.Email != null);
        if (audience != MessageAudience.Everybody) accounts = accounts.Where(a => held.Any(h => h.PersonId == a.PersonId));
        return await accounts.Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new { p.Id, p.Name, a.Email }).OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new Recipient(r.Id, r.Name, r.Email!)).ToListAsync(stop);
    }
}
