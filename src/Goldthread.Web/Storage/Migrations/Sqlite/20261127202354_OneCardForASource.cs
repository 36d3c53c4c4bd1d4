using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OneCardForASource : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A card that an import doubled loses nothing that hangs on it: it goes on as an item shelved by hand.
            migrationBuilder.Sql("""
                update library_items set "SourceKind" = 'document', "SourceId" = "Id"
                where "SourceKind" <> 'document' and exists (select 1 from library_items k where k."SourceKind" = library_items."SourceKind" and k."SourceId" = library_items."SourceId" and k."Id" < library_items."Id")
                """);

            migrationBuilder.DropIndex(
                name: "IX_library_items_SourceKind_SourceId",
                table: "library_items");

            migrationBuilder.CreateIndex(
                name: "IX_library_items_SourceKind_SourceId",
                table: "library_items",
                columns: new[] { "SourceKind", "SourceId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_library_items_SourceKind_SourceId",
                table: "library_items");

            migrationBuilder.CreateIndex(
                name: "IX_library_items_SourceKind_SourceId",
                table: "library_items",
                columns: new[] { "SourceKind", "SourceId" });
        }
    }
}
