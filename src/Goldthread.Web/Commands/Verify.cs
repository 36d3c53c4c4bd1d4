using System.CommandLine;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Shared;

namespace Goldthread.Web.Commands;

/// <summary>Proves that nobody changed the audit trail.</summary>
internal static class Verify
{
    public static Command Verb()
    {
        Option<bool> seal = new("--seal") { Description = "If all is well, seal the trail as it ends now" };
        Command verb = new("verify", "Check the audit trail, entry by entry and against its seals; names the first broken entry") { seal };
        verb.SetAction((parsed, stop) => Hosted.WithBoardAsync(parsed, "verify", async (services, db) =>
        {
            var seals = services.GetRequiredService<AuditSeals>();
            var verdict = await db.VerifyAuditTrailAsync(seals, stop);
            Console.WriteLine(verdict.FirstBroken switch
            {
                null => $"{verdict.Entries} entries checked: {verdict.What}.",
                0 => $"Broken: {verdict.What}.",
                var broken => $"Broken at entry {broken}: {verdict.What}.",
            });
            if (verdict.FirstBroken is not null) return 1;
            if (parsed.GetValue(seal))
            {
                var written = await seals.SealAsync(db, stop);
                Console.WriteLine($"Sealed at entry {written.Sequence}, {written.At.AtBoard()}: {Path.GetFullPath(seals.Path)}");
            }
            return 0;
        }));
        return verb;
    }
}
