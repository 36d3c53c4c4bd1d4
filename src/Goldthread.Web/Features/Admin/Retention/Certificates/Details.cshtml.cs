using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention.Certificates;

/// <summary>One certificate, to read, to print and as a Word document.</summary>
[Needs(Right.ApproveRemoval, Right.ReadAuditTrail)]
public sealed class DetailsModel(BoardDb db, WordExport word) : PageModel
{
    public RemovalCertificate Certificate { get; private set; } = null!;

    /// <summary>What it says, line by line.</summary>
    public IReadOnlyList<(string Name, string Value)> Lines =>
    [
        ("Kind of record", Certificate.Kind.InWords()),
        ("Removed for good", Certificate.At.AtBoard()),
        ("Rule", $"{Certificate.Rule} In force since {Certificate.RuleFrom.InWords()}"),
        ("Asked for by", $"The rule, put in by {Certificate.AskedBy}"),
        ("Approved", $"{Certificate.ApprovedBy}, {Certificate.ApprovedOn.InWords()}"),
        ("Confirmed", $"{Certificate.ConfirmedBy}, {Certificate.ConfirmedOn.InWords()}"),
        ("How much", $"{Say.Count(Certificate.Records, "record")}, with what belonged to them, and {Say.Count(Certificate.Files, "file")}"),
        ("From where", "The records and their parts, their history, the search, what was typed and not sent, letters waiting, and the store of files"),
        ("SHA-256", $"{Certificate.Hash} ({(Certificate.IsAsWritten ? "it says what was written" : "it was changed after it was written")})"),
    ];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetWordAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        return await word.WriteAsync($"certificate-{Certificate.Code}", (nameof(RemovalCertificate), id), $"Certificate of removal {Certificate.Code}", null, paper =>
        {
            foreach (var (name, value) in Lines) paper.Text($"{name}: {value}");
            paper.Heading(2, "Removed");
            foreach (var record in Certificate.Removed) paper.Bullet($"{record}");
            return Task.CompletedTask;
        }, stop);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.CertificatesFor(db.Viewer).SingleOrDefaultAsync(c => c.Id == id, stop) is not { } found) return false;
        Certificate = found;
        return true;
    }
}
