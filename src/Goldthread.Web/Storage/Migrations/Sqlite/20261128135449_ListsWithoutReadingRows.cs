using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Goldthread.Web.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ListsWithoutReadingRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_findings_GoneOn_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_actions_Status_Due",
                table: "actions");

            migrationBuilder.CreateIndex(
                name: "IX_library_items_Volume_Kind_Confidentiality_AccessListId",
                table: "library_items",
                columns: new[] { "Volume", "Kind", "Confidentiality", "AccessListId" });

            migrationBuilder.CreateIndex(
                name: "IX_findings_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings",
                columns: new[] { "FoundOn", "Id", "Confidentiality", "AccessListId" },
                filter: "\"GoneOn\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_actions_Due_Id_Confidentiality_AccessListId",
                table: "actions",
                columns: new[] { "Due", "Id", "Confidentiality", "AccessListId" },
                filter: "\"Status\" IN ('Planned', 'UnderWay')");

            migrationBuilder.CreateIndex(
                name: "IX_actions_Status_Confidentiality_AccessListId",
                table: "actions",
                columns: new[] { "Status", "Confidentiality", "AccessListId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_library_items_Volume_Kind_Confidentiality_AccessListId",
                table: "library_items");

            migrationBuilder.DropIndex(
                name: "IX_findings_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings");

            migrationBuilder.DropIndex(
                name: "IX_actions_Due_Id_Confidentiality_AccessListId",
                table: "actions");

            migrationBuilder.DropIndex(
                name: "IX_actions_Status_Confidentiality_AccessListId",
                table: "actions");

            migrationBuilder.CreateIndex(
                name: "IX_findings_GoneOn_FoundOn_Id_Confidentiality_AccessListId",
                table: "findings",
                columns: new[] { "GoneOn", "FoundOn", "Id", "Confidentiality", "AccessListId" });

            migrationBuilder.CreateIndex(
                name: "IX_actions_Status_Due",
                table: "actions",
                columns: new[] { "Status", "Due" });
        }
    }
}
