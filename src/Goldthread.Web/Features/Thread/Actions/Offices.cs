using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Thread.Actions;

/// <summary>Which work is the board's own office's: others accept it.</summary>
public static class Offices
{
    /// <summary>Whether an organisation is the board's own office.</summary>
    public static Task<bool> IsOfficeAsync(this BoardDb db, Guid organisationId, CancellationToken stop) =>
        db.Organisations.AnyAsync(o => o.Id == organisationId && o.Type == OrganisationType.BoardOffice, stop);
}
