using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Brings a database up to date.</summary>
internal static class Migrate
{
    public static Command Verb()
    {
        Command verb = new("migrate", "Bring the board's database up to date");
        verb.SetAction((parsed, stop) =>
        {
            if (parsed.GetValue(CommandLine.Database) is null) OwnerOnly.MakeFolder(parsed.GetValue(CommandLine.Data)!);
            return Hosted.WithBoardAsync(parsed, "migrate", async (_, db) =>
            {
                var pending = (await db.Database.GetPendingMigrationsAsync(stop)).Count();
                await db.BringUpToDateAsync(stop);
                await db.FillSearchAsync(stop);
                Console.WriteLine(pending == 0 ? "The database was up to date." : $"{pending} migrations applied.");
                return 0;
            });
        });
        return verb;
    }
}
