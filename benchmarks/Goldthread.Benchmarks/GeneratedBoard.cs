using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Domain.Thread;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Benchmarks;

/// <summary>A board with a thread of a given size, the same at every run; people and doings are invented.</summary>
internal static class GeneratedBoard
{
    private const int Start = 20261123, PerCommand = 100;

    /// <summary>Makes it.</summary>
    /// <param name="options">Where.</param>
    /// <param name="actions">How many actions; as many findings, recommendations and impact measures.</param>
    /// <returns>The cookie of somebody of the board's office, signed in, and the id of the session.</returns>
    public static async Task<(string Cookie, string Session)> MakeAsync(BoardOptions options, int actions)
    {
        Directory.CreateDirectory(options.Data);
        await using var app = WebBoard.Build(options, builder => builder.Logging.ClearProviders());
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        await db.Database.MigrateAsync();
        db.Viewer = Viewer.System("benchmarks");

        DateOnly since = new(2015, 4, 1);
        BoardSettings settings = new();
        settings.Describe("Benchmark Partnership", Words.Lscp.Code, "Nowhere", "", "", "office@goldthread.example");
        Person person = new("Olive Office", "olive@goldthread.example");
        Account account = new()
        {
            UserName = person.Email,
            NormalizedUserName = person.Email.ToUpperInvariant(),
            Email = person.Email,
            NormalizedEmail = person.Email.ToUpperInvariant(),
            EmailConfirmed = true,
            PersonId = person.Id,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        var (quality, qualityList) = Group.WithList("Quality Assurance Group", "Quality", GroupKind.SubGroup, "Invented.", "Monthly", null, since);
        var owners = Enumerable.Range(1, 12).Select(i => Organisation.WithList($"Agency {i}, “St Ann’s”", $"Agency {i}", OrganisationType.Health, DutyBasis.Section11, since)).ToList();
        db.AddRange(settings, person, account, new RoleHolding(person.Id, Role.BoardOfficer, ScopeKind.Board, null, since, null), quality, qualityList);
        foreach (var (owner, list) in owners) db.AddRange(owner, list);
        await db.SaveAsync(Command.Now("Benchmarks: board"), default);

        Random random = new(Start);
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        for (var i = 1; i <= actions; i++)
        {
            var found = today.AddDays(-random.Next(1500));
            Finding finding = new(FindingKind.AreaForImprovement, $"Finding {i}: plans, “contracts” & O’Neill’s review", found, quality.Id);
            finding.RestOn(new(EvidenceSource.Statement, null, found, "Twelve cases were read.", person.Name));
            Recommendation recommendation = new($"Recommendation {i}", found.AddDays(7), quality.Id);
            recommendation.ComeFrom([finding.Id]);
            var owner = owners[random.Next(owners.Count)].Item1;
            recommendation.Ask(owner.Id, isGroup: false, found.AddDays(21));
            ImprovementAction action = new(recommendation, $"Action {i}: set a reminder", owner.Id, found.AddDays(30 + random.Next(1500)), found.AddDays(14));
            if (i % 2 == 0) action.Show(new(EvidenceSource.Statement, null, found.AddDays(20), "Minutes of the meeting.", person.Name));
            ImpactMeasure measure = new(recommendation, MeasureKind.ReAudit, $"Re-audit {i}", found.AddDays(300 + random.Next(900)));
            db.AddRange(finding, recommendation, action, measure);
            if (i % PerCommand != 0 && i != actions) continue;
            await db.SaveAsync(Command.Now("Benchmarks: thread"), default);
            db.ChangeTracker.Clear();
        }
        await db.Database.ExecuteSqlRawAsync("analyze");

        return await Visitor.SignInAsync(scope.ServiceProvider, account);
    }
}
