using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin.Retention.Certificates;

/// <summary>What was removed for good, by which rule and on whose word (W8).</summary>
[Needs(Right.ApproveRemoval, Right.ReadAuditTrail)]
public sealed class IndexModel(BoardDb db) : PageModel
{
    public Listing<RemovalCertificate> Lines { get; private set; } = null!;

    public async Task OnGetAsync(int p, CancellationToken stop) => Lines = await db.CertificatesFor(db.Viewer).OrderByDescending(c => c.At).ThenBy(c => c.Id).PageAsync(p, stop);
}

internal static class CertificateQueries
{
    /// <summary>Those that somebody is shown: <see cref="RemovalCertificate.IsFor"/>, asked of the database.</summary>
    public static IQueryable<RemovalCertificate> CertificatesFor(this BoardDb db, Viewer viewer)
    {
        var me = viewer.PersonId;
        return db.Certificates.AsNoTracking().Where(c => !c.IsRestricted || c.ApprovedById == me || c.ConfirmedById == me);
    }
}
