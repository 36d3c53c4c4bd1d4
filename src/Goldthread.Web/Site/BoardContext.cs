using Goldthread.Domain;
using Goldthread.Domain.Governance;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Site;

/// <summary>The board this process serves: its settings and its words. Read at most every few seconds, for they change
/// once a year and stand on every page.</summary>
public sealed class BoardContext(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private (BoardSettings Settings, DateTimeOffset At)? kept;

    /// <summary>The settings.</summary>
    public BoardSettings Settings
    {
        get
        {
            if (kept is { } known && clock.GetUtcNow() - known.At < Fresh) return known.Settings;
            using var scope = scopes.CreateScope();
            var settings = scope.ServiceProvider.GetRequiredService<BoardDb>().Settings.AsNoTracking().FirstOrDefault() ?? new();
            kept = (settings, clock.GetUtcNow());
            return settings;
        }
    }

    /// <summary>The words its menus speak.</summary>
    public Words Words => Words.For(Settings.Vocabulary);

    /// <summary>Forgets what it knew, after a change.</summary>
    public void Refresh() => kept = null;
}
