using System.CommandLine;
using Goldthread.Web.Features.Admin;

namespace Goldthread.Web.Commands;

/// <summary>Proves that nobody changed the audit trail.</summary>
internal static class Verify
{
    public static Command Verb()
    {
        Command verb = new("verify", "Check the audit trail, entry by entry; names the first broken one");
        verb.SetAction((parsed, stop) => Hosted.WithBoardAsync(parsed, "verify", async (_, db) =>
        {
            var verdict = await db.VerifyAuditTrailAsync(stop);
            Console.WriteLine(verdict.FirstBroken is { } broken
                ? $"Broken at entry {broken}: {verdict.What}."
                : $"{verdict.Entries} entries checked: {verdict.What}.");
            return verdict.FirstBroken is null ? 0 : 1;
        }));
        return verb;
    }
}
