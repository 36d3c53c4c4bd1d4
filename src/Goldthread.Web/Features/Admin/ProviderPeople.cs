using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>For whom an organisation's identity provider speaks (ADR 18).</summary>
public sealed class ProviderPeople(BoardDb db, IdentityProviders providers, TimeProvider clock)
{
    /// <summary>The provider by which this account must be signed in to; null where a password or a passkey does as well.</summary>
    public async Task<IdentityProvider?> OnlyWayAsync(Account account, CancellationToken stop)
    {
        foreach (var provider in providers.All.Where(p => p.IsOnlyWay))
            if (!await RunsAsync(account, stop) && await BelongsAsync(account.PersonId, provider, stop)) return provider;
        return null;
    }

    /// <summary>Whether a name is that of exactly one organisation that exists today.</summary>
    public async Task<bool> SpeaksForSomebodyAsync(IdentityProvider provider, CancellationToken stop) => (await CoveredAsync(provider, stop)).Count > 0;

    /// <summary>Whether somebody runs the system: never by a provider's word.</summary>
    public Task<bool> RunsAsync(Account account, CancellationToken stop)
    {
        var today = clock.Today();
        return db.RoleHoldings.AnyAsync(h => h.PersonId == account.PersonId && h.Role == Role.Administrator && h.From <= today && (h.Until == null || h.Until >= today), stop);
    }

    /// <summary>Whether somebody works there, holds a role on it, or sits somewhere for it, today.</summary>
    public async Task<bool> BelongsAsync(Guid person, IdentityProvider provider, CancellationToken stop)
    {
        var (covered, today) = (await CoveredAsync(provider, stop), clock.Today());
        return covered.Count > 0 && (await db.RoleHoldings.AnyAsync(h => h.PersonId == person && h.From <= today && (h.Until == null || h.Until >= today)
                && ((h.Scope == ScopeKind.Organisation && covered.Contains(h.ScopeId!.Value)) || (h.OrganisationId != null && covered.Contains(h.OrganisationId.Value))), stop)
            || await db.PostHoldings.AnyAsync(h => h.PersonId == person && h.From <= today && (h.Until == null || h.Until >= today) && db.Posts.Any(p => p.Id == h.PostId && covered.Contains(p.OrganisationId)), stop));
    }

    // The organisation and its services. A name that two bear is nobody's.
    private async Task<IReadOnlyList<Guid>> CoveredAsync(IdentityProvider provider, CancellationToken stop)
    {
        var today = clock.Today();
        var standing = await db.Organisations.Where(o => o.ActiveFrom <= today && (o.ActiveUntil == null || o.ActiveUntil >= today)).Select(o => new { o.Id, o.ParentId, o.Name, o.ShortName }).ToListAsync(stop);
        var named = standing.Where(o => o.Name.Equals(provider.Organisation, StringComparison.OrdinalIgnoreCase) || o.ShortName.Equals(provider.Organisation, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count == 1 ? [.. StructurePart.WithAllBelow([named[0].Id], [.. standing.Select(o => new StructurePart(o.Id, o.ParentId))])] : [];
    }
}

/// <summary>Whoever signs in by an organisation's provider alone chooses no password here.</summary>
public sealed class NoPasswordBesideTheOnlyWay(ProviderPeople people) : IPasswordValidator<Account>
{
    /// <summary>What such a person is told.</summary>
    public static string InWords(IdentityProvider provider) => $"People of {provider.Organisation} sign in with {provider.Name} and have no password here";

    /// <inheritdoc/>
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        await people.OnlyWayAsync(user, CancellationToken.None) is { } provider ? IdentityResult.Failed(new IdentityError { Code = nameof(NoPasswordBesideTheOnlyWay), Description = InWords(provider) }) : IdentityResult.Success;
}
